#include "body.h"
#include "task_work.h"
#include "text.h"
#include "units.h"

/* What the writes of the back line carry, straight into struct task_ask. */

#define WORDS_MAX 1000 /* characters of a comment */

#define TEXT(at, needed, member, most)                                         \
	{                                                                      \
		.name = at, .type = JIN_TEXT, .flags = needed,                 \
		.offset = offsetof(struct task_ask, member), .max = most       \
	}
#define CODE(at, needed, member) TEXT(at, needed, member, 64)
#define WORDS(at, member) TEXT(at, JIN_OPTIONAL, member, WORDS_MAX)
#define TOKEN(needed)                                                          \
	{                                                                      \
		.name = "token", .type = JIN_INT, .flags = needed,             \
		.offset = offsetof(struct task_ask, token), .min = 1,          \
		.max = UNITS_INT_MAX                                           \
	}
#define BODY(which, ...)                                                       \
	static const struct jin_field which##_field[] = {                      \
	    __VA_ARGS__{.name = NULL}};                                        \
	const struct jin_table body_task_##which = {                           \
	    .size = sizeof(struct task_ask), .field = which##_field}

BODY(empty, );
/* queue and phone are needed, too: task_open() notes all that is wrong */
BODY(new, CODE("queue", JIN_OPTIONAL, new.queue),
     CODE("kind", JIN_OPTIONAL, new.kind),
     TEXT("phone", JIN_OPTIONAL, new.phone, 0),
     TEXT("name", JIN_OPTIONAL, new.name, 0),
     TEXT("note", JIN_OPTIONAL, new.note, 0),
     CODE("request", JIN_OPTIONAL, new.request), );
BODY(next, CODE("queue", JIN_OPTIONAL, queue), );
BODY(takeover, TEXT("reason", JIN_REQUIRED, reason, WORDS_MAX), );
BODY(heartbeat, TOKEN(JIN_REQUIRED), );
BODY(release, TOKEN(JIN_REQUIRED), WORDS("comment", comment), );
BODY(attempt, TOKEN(JIN_REQUIRED), CODE("outcome", JIN_REQUIRED, outcome),
     {.name = "next_at",
      .type = JIN_TIME,
      .offset = offsetof(struct task_ask, next_at_ms)},
     WORDS("comment", comment), );
BODY(handover, TOKEN(JIN_REQUIRED), CODE("queue", JIN_OPTIONAL, queue),
     CODE("to", JIN_OPTIONAL, to), CODE("reason", JIN_OPTIONAL, reason),
     WORDS("comment", comment), );
BODY(close, TOKEN(JIN_REQUIRED), CODE("outcome", JIN_OPTIONAL, outcome),
     WORDS("note", comment), );
BODY(cancel, TOKEN(JIN_OPTIONAL), CODE("reason", JIN_OPTIONAL, reason),
     WORDS("comment", comment), );

static void
clean(const char **text, struct arena *arena)
{
	if (*text != NULL)
		*text = text_clean(slice_of(*text), arena);
	if (*text != NULL && **text == '\0')
		*text = NULL;
}

void
body_task_clean(struct task_ask *ask, struct arena *arena)
{
	clean(&ask->reason, arena);
	clean(&ask->comment, arena);
	clean(&ask->new.name, arena);
	clean(&ask->new.note, arena);
}
