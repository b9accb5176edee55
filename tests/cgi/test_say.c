#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../cgi/say.h"
#include "fake.h"
#include "units.h"

static struct arena arena;
static struct zone zones[] = {{.code = "yellow", .name = "Жёлтая зона"}};
static struct tariff tariffs[] = {
    {.id = 1,
     .zone = "yellow",
     .performer = PERFORMER_DOCTOR,
     .price_kop = 100},
    {.id = 2, .zone = "yellow", .performer = PERFORMER_NURSE, .price_kop = 100},
};
static struct rulebook book;

static int
setup(void **state)
{
	static struct err err;

	(void)state;
	book = (struct rulebook){
	    .arena = &arena,
	    .clinic_zone = *fake_zone(),
	    .zone = zones,
	    .zone_count = 1,
	    .tariff = tariffs,
	    .tariff_count = 2,
	};
	return msg_load() && rulebook_build(&book, &err) == ERR_OK ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	rulebook_drop(&book);
	msg_free();
	arena_free(&arena);
	return 0;
}

static const struct referral own = {
    .code = "r01",
    .own = true,
    .name = "Клиника на Примерной",
    .address = "Примерная улица, д. 1",
    .phone = "+78125550110",
    .hours = "пн–вс 8–22",
};

static const struct service eeg = {
    .code = "E02",
    .verdict = VERDICT_NOT_ALLOWED,
    .name = "Электроэнцефалография (ЭЭГ)",
};

static void
test_a_refusal_offers_a_way(void **state)
{
	const char *own_clinic = say_service(LANG_RU, &eeg, &own, &arena);
	const char *nowhere = say_service(LANG_RU, &eeg, NULL, &arena);
	struct referral outside = own;

	(void)state;
	outside.own = false;
	assert_non_null(strstr(own_clinic, "(ЭЭГ)"));
	assert_non_null(strstr(own_clinic, "Клиника на Примерной"));
	assert_non_null(strstr(own_clinic, "пн–вс 8–22"));
	assert_non_null(strstr(say_service(LANG_RU, &eeg, &outside, &arena),
			       "+78125550110"));
	assert_non_null(strstr(nowhere, "перезвоним"));
	assert_null(strchr(own_clinic, '{'));
	assert_null(strchr(nowhere, '{'));
}

static void
test_each_verdict_has_its_sentence(void **state)
{
	struct service s = {
	    .name = "Приём терапевта",
	    .verdict = VERDICT_ALLOWED,
	    .performers = PERFORMER_DOCTOR,
	    .condition = "Снимок есть?",
	};

	(void)state;
	assert_string_equal(
	    say_service(LANG_RU, &s, NULL, &arena),
	    "Да, это делают на дому: Приём терапевта. Приедет врач.");
	s.performers = PERFORMER_BOTH;
	assert_non_null(strstr(say_service(LANG_EN, &s, NULL, &arena),
			       "A doctor or a nurse"));
	s.verdict = VERDICT_CONDITIONAL;
	assert_non_null(
	    strstr(say_service(LANG_FI, &s, NULL, &arena), "Снимок есть?"));
	s.verdict = VERDICT_ASK_DISPATCHER;
	assert_non_null(strstr(say_service(LANG_RU, &s, NULL, &arena),
			       "уточнит диспетчер"));
}

static void
test_an_answer_goes_on(void **state)
{
	const struct service doctor = {
	    .name = "Приём терапевта",
	    .verdict = VERDICT_ALLOWED,
	};
	struct service_answer no = {VERDICT_NOT_ALLOWED, "Сначала снимок.",
				    NULL};
	struct referral outside = own;
	struct say_answer ask = {.service = &eeg, .answer = &no};

	(void)state;
	outside.own = false;
	assert_non_null(strstr(say_answer(LANG_RU, &ask, &arena),
			       "Сначала снимок. Давайте"));
	ask.referral = &own;
	assert_non_null(strstr(say_answer(LANG_RU, &ask, &arena),
			       "Клиника на Примерной, Примерная улица"));
	ask.referral = &outside;
	assert_non_null(
	    strstr(say_answer(LANG_RU, &ask, &arena), "+78125550110"));
	ask.instead = &doctor;
	assert_non_null(
	    strstr(say_answer(LANG_RU, &ask, &arena), "Приём терапевта"));
	no.say = NULL;
	assert_non_null(strstr(say_answer(LANG_EN, &ask, &arena), "(ЭЭГ)"));
}

static void
test_a_good_answer_is_said(void **state)
{
	struct service_answer yes = {VERDICT_ALLOWED, "Хорошо.", NULL};
	struct say_answer ask = {.service = &eeg, .answer = &yes};

	(void)state;
	assert_string_equal(say_answer(LANG_RU, &ask, &arena), "Хорошо.");
	yes.say = NULL;
	assert_non_null(
	    strstr(say_answer(LANG_RU, &ask, &arena), "делают на дому"));
	yes.verdict = VERDICT_ASK_DISPATCHER;
	assert_non_null(
	    strstr(say_answer(LANG_RU, &ask, &arena), "уточнит диспетчер"));
	yes.say = "Уточним.";
	assert_string_equal(say_answer(LANG_RU, &ask, &arena), "Уточним.");
}

static void
test_the_price(void **state)
{
	struct quote q = {
	    .zone = "yellow",
	    .line = {{"trip_doctor", 4900 * RUBLE_KOP, false}},
	    .line_count = 1,
	    .total_kop = 4900 * RUBLE_KOP,
	};

	(void)state;
	assert_string_equal(say_quote(LANG_RU, &book, &q, &arena),
			    "Жёлтая зона: выезд врача — "
			    "4\u00a0900\u00a0₽. "
			    "Сами услуги "
			    "оплачиваются отдельно, по прейскуранту клиники.");
	q.line[1] = (struct quote_line){"trip_nurse", 0, true};
	q.line_count = 2;
	q.preliminary = true;
	q.bonus_member = true;
	assert_string_equal(
	    say_quote(LANG_RU, &book, &q, &arena),
	    "Жёлтая зона: выезд врача — "
	    "4\u00a0900\u00a0₽, "
	    "выезд "
	    "медсестры"
	    " — уже оплачен с другим пациентом, всего "
	    "4\u00a0900\u00a0₽. "
	    "Сами услуги оплачиваются отдельно, по прейскуранту клиники. "
	    "Это предварительная стоимость: её подтвердит диспетчер. Скидка "
	    "по программе «Бонус» на вызов на дом не действует.");
}

static void
test_service_price_included(void **state)
{
	struct quote q = {.zone = "yellow"};

	(void)state;
	book.settings.service_price_included = 1;
	assert_null(
	    strstr(say_quote(LANG_RU, &book, &q, &arena), "прейскуранту"));
	book.settings.service_price_included = 0;
}

static void
test_the_promise(void **state)
{
	struct promise p = {
	    .posted_at_ms = FAKE_NOW_MS,
	    .counts_from_ms = FAKE_NOW_MS,
	    .target_at_ms = FAKE_NOW_MS + 30 * MINUTE_MS,
	    .deadline_at_ms = FAKE_NOW_MS + HOUR_MS,
	};

	(void)state;
	assert_string_equal(
	    say_promise(LANG_RU, &book, &p, &arena),
	    "Диспетчер перезвонит до 11:05, обычно — до 10:35. Время считаем "
	    "с 10:05.");
	p.out_of_hours = true;
	p.counts_from_ms = FAKE_NOW_MS + 22 * HOUR_MS;
	p.target_at_ms = p.counts_from_ms + 30 * MINUTE_MS;
	p.deadline_at_ms = p.counts_from_ms + HOUR_MS;
	assert_string_equal(
	    say_promise(LANG_RU, &book, &p, &arena),
	    "Сейчас диспетчеры не работают: время считаем с открытия, 08:05 "
	    "24.11. Диспетчер перезвонит до 09:05 24.11, обычно — до 08:35 "
	    "24.11.");
	p.out_of_hours = false;
	p.spans_closing = true;
	assert_non_null(strstr(say_promise(LANG_EN, &book, &p, &arena),
			       "service hours only"));
	p.spans_closing = false;
	assert_non_null(strstr(say_call_back(LANG_RU, &book, &p, &arena),
			       "Перезвоним до 09:05"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_refusal_offers_a_way),
	    cmocka_unit_test(test_each_verdict_has_its_sentence),
	    cmocka_unit_test(test_an_answer_goes_on),
	    cmocka_unit_test(test_a_good_answer_is_said),
	    cmocka_unit_test(test_the_price),
	    cmocka_unit_test(test_service_price_included),
	    cmocka_unit_test(test_the_promise),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
