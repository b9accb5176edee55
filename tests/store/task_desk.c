#include "task_desk.h"

enum err_code
task_desk_do(struct fixture *f, store_fn *fn, struct task_ask *ask)
{
	f->err = (struct err){.code = ERR_OK};
	ask->op = fixture_op(f);
	return store_write(f->store, fn, ask, NULL);
}

struct task
task_desk_find(struct fixture *f, const char *id)
{
	struct task t;

	assert_int_equal(
	    task_list_find(f->reader, id, f->actor.login, &t, &f->arena),
	    ERR_OK);
	return t;
}
