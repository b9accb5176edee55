#include "words.h"

#define LIGHT(t)                                                               \
	{                                                                      \
		t, WORD_LIGHT                                                  \
	}
#define QUALIFIER(t)                                                           \
	{                                                                      \
		t, WORD_QUALIFIER                                              \
	}
#define NOISE(t)                                                               \
	{                                                                      \
		t, WORD_NOISE                                                  \
	}
#define KNOWN(t)                                                               \
	{                                                                      \
		t, WORD_KNOWN                                                  \
	}

/*
 * One form of a word stands for all with its stem.  «и» and «или» are no
 * light words: they announce a second question, which must not be passed over.
 */
static const struct word catalog[] = {
    LIGHT("а"),
    LIGHT("бы"),
    LIGHT("в"),
    LIGHT("во"),
    LIGHT("для"),
    LIGHT("до"),
    LIGHT("же"),
    LIGHT("за"),
    LIGHT("из"),
    LIGHT("к"),
    LIGHT("ко"),
    LIGHT("ли"),
    LIGHT("на"),
    LIGHT("о"),
    LIGHT("об"),
    LIGHT("от"),
    LIGHT("по"),
    LIGHT("при"),
    LIGHT("с"),
    LIGHT("со"),
    LIGHT("у"),
    /* asking */
    NOISE("скажите"),
    NOISE("подскажите"),
    NOISE("можно"),
    NOISE("нужен"),
    NOISE("нужна"),
    NOISE("нужно"),
    NOISE("надо"),
    NOISE("хочу"),
    NOISE("хотим"),
    NOISE("хотел"),
    NOISE("хотела"),
    NOISE("хотелось"),
    NOISE("пожалуйста"),
    NOISE("есть"),
    NOISE("вы"),
    NOISE("вас"),
    NOISE("мне"),
    NOISE("нам"),
    NOISE("нас"),
    NOISE("мы"),
    NOISE("я"),
    NOISE("это"),
    NOISE("как"),
    NOISE("какой"),
    NOISE("сколько"),
    NOISE("стоит"),
    NOISE("стоимость"),
    NOISE("цена"),
    NOISE("платно"),
    NOISE("платный"),
    NOISE("срочно"),
    NOISE("сегодня"),
    NOISE("завтра"),
    NOISE("услуга"),
    NOISE("здравствуйте"),
    NOISE("добрый"),
    NOISE("день"),
    NOISE("записаться"),
    NOISE("записать"),
    /* doing */
    NOISE("сделать"),
    NOISE("делаете"),
    NOISE("делают"),
    NOISE("делать"),
    NOISE("провести"),
    NOISE("проводите"),
    NOISE("поставить"),
    NOISE("ставите"),
    NOISE("сдать"),
    NOISE("пройти"),
    NOISE("приехать"),
    NOISE("приедет"),
    NOISE("приезжает"),
    NOISE("выезжает"),
    NOISE("выезд"),
    NOISE("вызвать"),
    NOISE("вызов"),
    NOISE("вызываете"),
    NOISE("прийти"),
    NOISE("придет"),
    NOISE("приходит"),
    NOISE("прием"),
    NOISE("осмотр"),
    NOISE("консультация"),
    NOISE("процедура"),
    NOISE("исследование"),
    /* who and where */
    NOISE("врач"),
    NOISE("доктор"),
    NOISE("медсестра"),
    NOISE("мс"),
    NOISE("сестра"),
    NOISE("специалист"),
    NOISE("дом"),
    NOISE("дому"),
    NOISE("дома"),
    NOISE("ребенок"),
    NOISE("ребенку"),
    NOISE("маме"),
    NOISE("папе"),
    NOISE("бабушке"),
    NOISE("дедушке"),
    NOISE("мужу"),

    NOISE("сыну"),
    NOISE("дочке"),
    NOISE("дочери"),
    NOISE("пациенту"),
    /* specialities a letter or two away from one of the catalogue */
    KNOWN("ангиолог"),
    KNOWN("андролог"),
    KNOWN("аритмолог"),
    KNOWN("венеролог"),
    KNOWN("вертебролог"),
    KNOWN("вирусолог"),
    KNOWN("гематолог"),
    KNOWN("генетик"),
    KNOWN("гепатолог"),
    KNOWN("дефектолог"),
    KNOWN("иммунолог"),
    KNOWN("кинезиолог"),
    KNOWN("логопед"),
    KNOWN("маммолог"),
    KNOWN("нарколог"),
    KNOWN("неонатолог"),
    KNOWN("нефролог"),
    KNOWN("ортодонт"),
    KNOWN("паразитолог"),
    KNOWN("подолог"),
    KNOWN("психолог"),
    KNOWN("радиолог"),
    KNOWN("реабилитолог"),
    KNOWN("реаниматолог"),
    KNOWN("рентгенолог"),
    KNOWN("сексолог"),
    KNOWN("стоматолог"),
    KNOWN("сурдолог"),
    KNOWN("токсиколог"),
    KNOWN("трансфузиолог"),
    KNOWN("физиотерапевт"),
    KNOWN("фониатр"),
    KNOWN("фтизиатр"),
    KNOWN("эпилептолог"),
};

static const struct word places[] = {
    LIGHT("в"),
    LIGHT("на"),
    LIGHT("за"),
    LIGHT("под"),
    LIGHT("у"),
    LIGHT("с"),
    LIGHT("из"),
    QUALIFIER("район"),
    QUALIFIER("рн"),
    /* also how Васильевский остров is written */
    QUALIFIER("во"),
    QUALIFIER("спб"),
    QUALIFIER("ло"),
    QUALIFIER("ленинградская"),
    QUALIFIER("ленобласть"),
    QUALIFIER("область"),
    QUALIFIER("обл"),
    NOISE("санкт"),
    NOISE("петербург"),
    NOISE("питер"),
    NOISE("город"),
    NOISE("г"),
    NOISE("поселок"),
    NOISE("пос"),
    NOISE("п"),
    NOISE("деревня"),
    NOISE("дер"),
    NOISE("д"),
    NOISE("метро"),
    NOISE("м"),
    NOISE("станция"),
    NOISE("ст"),
    NOISE("мы"),
    NOISE("я"),
    NOISE("живу"),
    NOISE("живем"),
    NOISE("это"),
    NOISE("адрес"),
    KNOWN("москва"),
};

struct word_table
words_catalog(void)
{
	return (struct word_table){catalog, sizeof(catalog) / sizeof(*catalog)};
}

struct word_table
words_places(void)
{
	return (struct word_table){places, sizeof(places) / sizeof(*places)};
}

double words_weight(enum word_class class)
{
	static const double weight[WORD__COUNT] = {
	    [WORD_CONTENT] = 1.0, [WORD_LIGHT] = 0.2, [WORD_QUALIFIER] = 0.3,
	    [WORD_NOISE] = 0.6,   [WORD_KNOWN] = 1.0,
	};

	return weight[class];
}
