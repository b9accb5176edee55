#include "buf.h"
#include "dice.h"
#include "people.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Names nobody in particular has: stem + ending, by sex. */
static const char *const stem[] = {
    "Берёзк",   "Вишняк",   "Гречихин", "Дубравин",  "Ельник",   "Журавк",
    "Звонар",   "Калинник", "Кедрин",   "Клюквин",   "Ковыл",    "Лесник",
    "Лугов",    "Малинник", "Мостов",   "Облепихин", "Овражин",  "Озёрин",
    "Осинник",  "Пекарев",  "Полянин",  "Ракитин",   "Родник",   "Рябинин",
    "Садовник", "Сиренев",  "Сорок",    "Степнин",   "Тополин",  "Травник",
    "Туманин",  "Ульин",    "Утёсин",   "Хвоин",     "Черешнин", "Шиповник",
    "Щеглин",   "Эхов",     "Ягодник",  "Ясенин"};
static const char *const ending[][2] = {
    {"ов", "ова"}, {"евский", "евская"}, {"овцев", "овцева"},
    {"ко", "ко"},  {"енков", "енкова"},  {"ич", "ич"}};
static const char *const first[2][16] = {
    {"Алексей", "Андрей", "Борис", "Виктор", "Глеб", "Дмитрий", "Егор", "Иван",
     "Илья", "Кирилл", "Лев", "Максим", "Николай", "Олег", "Пётр", "Тимофей"},
    {"Алиса", "Анна", "Вера", "Галина", "Дарья", "Елена", "Зоя", "Ирина",
     "Ксения", "Лидия", "Мария", "Нина", "Ольга", "Полина", "Раиса", "Софья"}};
static const char *const father[2][10] = {
    {"Алексеевич", "Борисович", "Викторович", "Глебович", "Егорович", "Ильич",
     "Львович", "Олегович", "Петрович", "Тимофеевич"},
    {"Алексеевна", "Борисовна", "Викторовна", "Глебовна", "Егоровна",
     "Ильинична", "Львовна", "Олеговна", "Петровна", "Тимофеевна"}};
static const char *const street[] = {
    "Тестовая улица",      "Примерный проспект", "Образцовый бульвар",
    "Показательная улица", "Вымышленная улица",  "Учебный переулок",
    "Черновая улица",      "Пробная набережная", "Макетный проезд",
    "Условная улица"};

/* Spreads card numbers without giving one twice: prime to ten millions. */
#define CARD_STEP 7654321u
#define CARD_COUNT 10000000u

static const char *
name_of(struct dice *d, struct arena *arena)
{
	struct buf out = BUF(arena);
	size_t sex = dice_below(d, 2);

	buf_str(&out, stem[dice_below(d, COUNT(stem))]);
	buf_str(&out, ending[dice_below(d, COUNT(ending))][sex]);
	buf_char(&out, ' ');
	buf_str(&out, first[sex][dice_below(d, COUNT(first[sex]))]);
	buf_char(&out, ' ');
	buf_str(&out, father[sex][dice_below(d, COUNT(father[sex]))]);
	return buf_text(&out);
}

/* ${word} and a number after it. */
static const char *
numbered(const char *word, size_t number, struct arena *arena)
{
	struct buf out = BUF(arena);

	buf_printf(&out, "%s%02zu", word, number);
	return buf_text(&out);
}

static const char *
address_of(struct dice *d, struct arena *arena)
{
	struct buf out = BUF(arena);

	buf_printf(&out, "%s, д. %zu", street[dice_below(d, COUNT(street))],
		   1 + dice_below(d, 200));
	return buf_text(&out);
}

static const char *
card_of(size_t k, struct arena *arena)
{
	struct buf out = BUF(arena);

	buf_printf(&out, "%07u", (unsigned)((k * CARD_STEP + 1) % CARD_COUNT));
	return buf_text(&out);
}

static const char *
birth_of(const struct people *p, struct dice *d, bool *child,
	 struct arena *arena)
{
	struct buf out = BUF(arena);
	size_t age = dice_percent(d, 20) ? 1 + dice_below(d, 15)
					 : 16 + dice_below(d, 80);

	*child = age <= 15;
	buf_printf(&out, "%04d-%02u-%02u", p->year - (int)age,
		   1 + (unsigned)dice_below(d, 12),
		   1 + (unsigned)dice_below(d, 28));
	return buf_text(&out);
}

void
people_make(const struct people *p, size_t k, struct people_one *out,
	    struct arena *arena)
{
	struct dice d = {p->seed ^ (k + 1) * UINT64_C(0xd1342543de82ef95)};

	*out = (struct people_one){.name = name_of(&d, arena)};
	if (k < p->cards)
		out->card = card_of(k, arena);
	out->birth_date = birth_of(p, &d, &out->child, arena);
	out->phone = numbered("+781255501", dice_below(&d, 100), arena);
	out->address = address_of(&d, arena);
	out->flat = numbered("", 1 + dice_below(&d, 400), arena);
	out->bonus_member = dice_percent(&d, 8);
	out->debt = dice_percent(&d, 2);
}
