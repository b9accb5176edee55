# Homevisit.  `make help` lists the targets.
#
# MODE picks the kind of build: release (default), asan, tsan, cov.  Everything
# made goes below build/; V=1 shows the commands.

MODE  ?= release
BUILD := build
OUT   := $(BUILD)/$(MODE)
CC    := gcc
Q     := $(if $(V),,@)
say   = $(if $(V),,@printf '  %-7s %s\n' '$(1)' '$(2)')

LIBS := fcgi sqlite3 libcjson libpcre2-8 libsodium liboath libqrencode \
	liblz4 libutf8proc
# Packages without a .pc file: libstemmer, uthash (headers only).
LDLIBS = $(eval LDLIBS := $(shell pkg-config --libs $(LIBS)) -lstemmer \
	-lpthread -lm)$(LDLIBS)

WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wformat=2 -Wvla -Werror
CFLAGS_release := -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong \
	-fstack-clash-protection -fcf-protection
LDFLAGS_release := -Wl,-z,relro,-z,now
# The sanitizers name lines, not variables; a hundred programs are linked with
# them, by the quicker linker where there is one.
QUICK_LD := $(if $(shell command -v ld.gold),-fuse-ld=gold)
CFLAGS_asan := -O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -DARENA_TWIN
LDFLAGS_asan := -fsanitize=address,undefined $(QUICK_LD)
CFLAGS_tsan := -O1 -g1 -fsanitize=thread -fno-omit-frame-pointer
LDFLAGS_tsan := -fsanitize=thread $(QUICK_LD)
# Lines and branches counted; every allocation can fail, as in asan.
CFLAGS_cov := -O0 --coverage -fprofile-update=atomic -DARENA_TWIN
LDFLAGS_cov := --coverage
# Built fast; every allocation can fail, as in asan.
CFLAGS_mutant := -O0 -DARENA_TWIN
CFLAGS_fuzz := -O1 -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer -DARENA_TWIN
LDFLAGS_fuzz := -fsanitize=fuzzer,address,undefined

CC_ALL  := -std=c17 -g -D_GNU_SOURCE -fPIE -pthread
LD_ALL  := -pie -pthread
CFLAGS  = $(CC_ALL) $(WARN) $(CFLAGS_$(MODE)) -Iinclude
LDFLAGS = $(LD_ALL) $(LDFLAGS_$(MODE))

# A layer sees the headers of include/ and its own; `make lint` checks that
# nothing reaches upwards.
MAINS := cgi/homevisitd.c cgi/homevisit.c cgi/supervise.c
RULES := $(patsubst %.c,$(OUT)/%.o,$(wildcard rules/*.c))
DB    := $(patsubst %.c,$(OUT)/%.o,$(wildcard db/*.c))
CGI   := $(patsubst %.c,$(OUT)/%.o,$(filter-out $(MAINS),$(wildcard cgi/*.c)))
BINS  := $(OUT)/homevisitd $(OUT)/homevisit $(OUT)/homevisit-supervise

UNIT_TESTS  := $(patsubst tests/unit/%.c,$(OUT)/tests/unit/%,$(wildcard tests/unit/test_*.c))
STORE_TESTS := $(patsubst tests/store/%.c,$(OUT)/tests/store/%,$(wildcard tests/store/test_*.c))
CGI_TESTS   := $(patsubst tests/cgi/%.c,$(OUT)/tests/cgi/%,$(wildcard tests/cgi/test_*.c))
C_TESTS     := $(UNIT_TESTS) $(STORE_TESTS) $(CGI_TESTS)

export PORT VAR DEMO_PASSWORD LISTEN

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all
all: $(BINS)

$(OUT)/homevisitd: $(OUT)/cgi/homevisitd.o $(OUT)/libcgi.a $(OUT)/libdb.a $(OUT)/librules.a
$(OUT)/homevisit: $(OUT)/cgi/homevisit.o $(OUT)/libcgi.a $(OUT)/libdb.a $(OUT)/librules.a
$(OUT)/homevisit-supervise: $(OUT)/cgi/supervise.o $(OUT)/cgi/watchdog.o
$(BINS):
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(OUT)/librules.a: $(RULES)
$(OUT)/libdb.a: $(DB)
$(OUT)/libcgi.a: $(CGI)
$(OUT)/%.a:
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^

$(OUT)/%.o: %.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

# Files that go into a program as they are.
$(OUT)/db/migrate.o: $(wildcard db/migrations/*.sql)
$(OUT)/db/seed.o: $(wildcard db/data/*.tsv)
$(OUT)/db/squeeze.o: db/data/answer.txt
$(OUT)/cgi/msg.o: $(wildcard cgi/messages/*.json)
$(OUT)/cgi/h_openapi.o: cgi/openapi.json
$(OUT)/cgi/password_common.o: cgi/common-passwords.txt

# Tests link only what they test: rules tests the rules archive alone.
TEST_HELP = $(patsubst %.c,$(OUT)/%.o,$(filter-out $(1)/test_%.c,$(wildcard $(1)/*.c)))
$(UNIT_TESTS): $(call TEST_HELP,tests/unit) $(OUT)/librules.a
$(STORE_TESTS): $(call TEST_HELP,tests/store) $(OUT)/tests/seed/dice.o $(OUT)/libdb.a $(OUT)/librules.a
$(CGI_TESTS): $(call TEST_HELP,tests/cgi) $(OUT)/libcgi.a $(OUT)/libdb.a $(OUT)/librules.a
# Their calls for memory pass through tests/unit/starve.c.
LDFLAGS_unit := -Wl,--wrap=malloc,--wrap=calloc,--wrap=strdup
$(UNIT_TESTS): LDFLAGS += $(LDFLAGS_unit)
$(C_TESTS): $(OUT)/%: $(OUT)/%.o
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(filter-out $<,$^) -lcmocka $(LDLIBS)

.PHONY: test-unit test-store test-cgi
test-unit: $(UNIT_TESTS)
test-store: $(STORE_TESTS)
test-cgi: $(CGI_TESTS)
test-unit test-store test-cgi:
	$(Q)tests/run-c $^

# Those where threads meet, for the thread sanitizer.
RACES := $(filter %/test_store %/test_readers %/test_claim_race %/test_session %/test_password %/test_throttle %/test_changes %/test_events,$(STORE_TESTS) $(CGI_TESTS))
.PHONY: test-races
test-races: $(RACES)
	$(Q)tests/run-c $^

# --- the pages ---------------------------------------------------------------

.PHONY: web
web:
	$(call say,WEB,$(BUILD)/web)
	$(Q)nginx/build-web $(BUILD)/web $(BUILD)/npm

# --- installing ---------------------------------------------------------------

# Lay everything out below DESTDIR; nothing is started, no admin's file is
# written over.  cgi/systemd/README.md tells the steps that follow.
PREFIX := /usr/local
SHARE  := $(PREFIX)/share/homevisit
ETC    := /etc/homevisit
to = $(DESTDIR)$(PREFIX)
.PHONY: install
install: all web
	$(call say,INSTALL,$(DESTDIR)$(PREFIX))
	$(Q)install -D -t $(to)/bin $(OUT)/homevisit
	$(Q)install -D -t $(to)/sbin $(OUT)/homevisitd $(OUT)/homevisit-supervise
	$(Q)install -D -m 644 -t $(to)/share/man/man1 cgi/man/*.1
	$(Q)install -D -m 644 -t $(to)/share/man/man8 cgi/man/*.8
	$(Q)install -D -m 644 -t $(to)/lib/systemd/system cgi/systemd/homevisit.socket
	$(Q)sed 's|@BIN@|$(PREFIX)/bin|; s|@SBIN@|$(PREFIX)/sbin|' \
	    cgi/systemd/homevisit.service.in >$(to)/lib/systemd/system/homevisit.service
	$(Q)install -D -m 644 cgi/systemd/homevisit.sysusers $(to)/lib/sysusers.d/homevisit.conf
	$(Q)install -D -m 644 cgi/systemd/homevisit.tmpfiles $(to)/lib/tmpfiles.d/homevisit.conf
	$(Q)mkdir -p $(DESTDIR)$(SHARE)/html
	$(Q)cp -R $(BUILD)/web/. $(DESTDIR)$(SHARE)/html
	$(Q)nginx/configure site $(DESTDIR)$(ETC)/nginx $(ETC)/nginx $(SHARE)/html \
	    /run/homevisit/homevisitd.sock /var/log/nginx
	$(Q)[ -e $(DESTDIR)$(ETC)/nginx/listen.conf ] || \
	    install -m 644 nginx/listen.conf $(DESTDIR)$(ETC)/nginx
	$(Q)chmod -R u=rwX,go=rX $(DESTDIR)$(SHARE) $(DESTDIR)$(ETC)/nginx

# --- what a person types ------------------------------------------------------

.PHONY: help run check lint bench format deps deps-check
help:
	@echo 'make run      build and start everything in the foreground'
	@echo '              PORT=8080 VAR=var DEMO_PASSWORD=… LISTEN=…'
	@echo 'make check    every fast test, lint, browser tests; ends with counts'
	@echo 'make lint     the house rules a machine can check'
	@echo 'make tour     every screen in every language, theme and size, looked at;'
	@echo '              pictures in build/report/screens'
	@echo 'make format   clang-format over the C files'
	@echo 'make fuzz     made-up inputs for every parser; FUZZ_S=60 seconds each'
	@echo 'make history  64 clients at random on 1000 requests, judged afterwards'
	@echo '              (also with MODE=tsan)'
	@echo 'make coverage what of lines and branches the tests reach: a table'
	@echo '              (build/report/coverage.txt)'
	@echo 'make scan     sqlmap, wapiti and slowhttptest against the service and'
	@echo '              against planted holes: build/report/scan.txt'
	@echo 'make analyse  gcc -fanalyzer, cppcheck and clang-tidy over all of it'
	@echo 'make bench    the service against its limits: a table of ratios'
	@echo '              BENCH_SIZE=10000 stored requests'
	@echo 'make bench-writes   a slow disk, the log, the tail at half load'
	@echo 'make bench-peers    the whole of it against PHP-FPM and Node at a simple one'
	@echo 'make bench-search   timings of the search in memory'
	@echo 'make crash    the same while the service is killed, frozen, its disk full,'
	@echo '              its clock set; power cuts, failing disks: a table of figures'
	@echo '              CRASH_S=120 seconds of load, CRASH_ROUNDS=30 kills, CRASH_TIMES=3'
	@echo '              cuts of the power, CRASH_ONLY=…'
	@echo 'make figures  a million patterns, ten million prices, claims and forgeries'
	@echo '              by the ten thousand: build/report/figures.txt'
	@echo 'make soak     two hours of work at many times the pace: does anything'
	@echo '              grow?  SOAK_S=7200 SOAK_RATE=60: build/report/soak.txt'
	@echo 'make mutants  small changes in what decides: do the tests notice?'
	@echo '              MUTANTS_EACH=40 a file, MUTANTS_S=1800, MUTANTS_ONLY=…'
	@echo 'make million  a database of a million requests: build/seed/1000000'
	@echo '              (make build/seed/10000/homevisit.db: of any number)'
	@echo 'make install  PREFIX=/usr/local DESTDIR=: programs, pages, man pages,'
	@echo '              systemd units, nginx site; see cgi/systemd/README.md'
	@echo 'make bench-reports  those of the reports over a million requests'
	@echo 'make clean    remove build/'
	@echo 'MODE=asan or MODE=tsan builds with sanitizers; V=1 shows commands'

deps:
	$(Q).ci/install run
deps-check:
	$(Q).ci/install check

# The packages come first: a sub-make then sees them.
run: deps
	$(Q)$(MAKE) --no-print-directory all web
	$(Q)exec cgi/run.sh

check: deps-check
	$(Q)tests/check

# Every screen in every language, theme and size; their pictures are kept.
.PHONY: tour
tour: deps-check all web
	$(Q)tests/npm
	$(Q)TOUR=all BIN=$(OUT) node --test tests/e2e/screens.test.mjs

lint:
	$(Q)tests/npm
	$(Q)tests/lint

# The service against its limits, over so many stored requests.
BENCH_SIZE ?= 10000
LIMITS := $(OUT)/tests/bench/null_responder $(OUT)/tests/bench/plain_loop
$(LIMITS): $(OUT)/%: $(OUT)/%.o
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
bench: all web $(LIMITS) $(BUILD)/seed/$(BENCH_SIZE)/homevisit.db
	$(Q).ci/install bench
	$(Q)$(OUT)/homevisit --db $(BUILD)/seed/$(BENCH_SIZE)/homevisit.db migrate >/dev/null
	$(Q)BIN=$(OUT) node tests/bench/service.mjs $(BENCH_SIZE)

# Writes alone: a slow disk, the log, the tail at half load by BENCH_SIZES.
.PHONY: bench-writes
BENCH_SIZES ?= 10000
SLOW_SYNC := $(OUT)/tests/bench/slow_sync.so
$(SLOW_SYNC): tests/bench/slow_sync.c
	$(call say,LINK,$@)
	$(Q)$(CC) -O2 -fPIC -shared -D_GNU_SOURCE -o $@ $<
bench-writes: all web $(LIMITS) $(SLOW_SYNC) $(patsubst %,$(BUILD)/seed/%/homevisit.db,$(BENCH_SIZES))
	$(Q).ci/install bench
	$(Q)for n in $(BENCH_SIZES); do $(OUT)/homevisit --db $(BUILD)/seed/$$n/homevisit.db migrate >/dev/null || exit 1; done
	$(Q)BIN=$(OUT) node tests/bench/writes.mjs $(BENCH_SIZES)

# Others at the simple version of the job, with what npm has for them.
.PHONY: bench-peers
PEERS := $(BUILD)/peers/node_modules
$(PEERS): tests/bench/peers/package-lock.json
	$(call say,NPM,$@)
	$(Q)mkdir -p $(@D)
	$(Q)cp tests/bench/peers/package*.json tests/bench/peers/.npmrc $(@D)
	$(Q)cd $(@D) && npm_config_build_from_source=true npm ci --loglevel=error
	$(Q)touch $@
bench-peers: all web $(BUILD)/seed/10000/homevisit.db
	$(Q).ci/install peers
	$(Q)$(MAKE) --no-print-directory $(PEERS)
	$(Q)$(OUT)/homevisit --db $(BUILD)/seed/10000/homevisit.db migrate >/dev/null
	$(Q)BIN=$(OUT) node tests/bench/peers.mjs

.PHONY: bench-search bench-reports
SEARCH := $(OUT)/tests/bench/bench_search
$(SEARCH): $(OUT)/tests/bench/bench_search.o $(call TEST_HELP,tests/unit) $(OUT)/librules.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcmocka $(LDLIBS)
# Reports over a database of any number of requests: make million.
BENCH_REPORTS := $(OUT)/tests/bench/bench_reports
$(BENCH_REPORTS): $(OUT)/tests/bench/bench_reports.o $(OUT)/libcgi.a $(OUT)/libdb.a $(OUT)/librules.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
bench-reports: $(BENCH_REPORTS) $(BUILD)/seed/1000000/homevisit.db
	$(Q)$(OUT)/homevisit --db $(BUILD)/seed/1000000/homevisit.db migrate
	$(Q)$(BENCH_REPORTS) $(BUILD)/seed/1000000/homevisit.db
ARCHIVE := $(OUT)/tests/bench/bench_archive
$(ARCHIVE): $(OUT)/tests/bench/bench_archive.o $(OUT)/libcgi.a $(OUT)/libdb.a $(OUT)/librules.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
bench-search: $(SEARCH) $(ARCHIVE) $(BUILD)/seed/10000/homevisit.db
	$(Q)$(SEARCH)
	$(Q)$(ARCHIVE) $(BUILD)/seed/*/homevisit.db

# --- a past of any length ------------------------------------------------------

# A database below build/ with so many requests, made once: its folder can be
# a VAR.  build/seed/10000/homevisit.db, and so on.
FILL := $(OUT)/tests/seed/fill
$(FILL): $(patsubst %.c,$(OUT)/%.o,$(wildcard tests/seed/*.c)) $(OUT)/libcgi.a $(OUT)/libdb.a $(OUT)/librules.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
.PHONY: fill million
fill: $(FILL)
million: $(BUILD)/seed/1000000/homevisit.db
$(BUILD)/seed/%/homevisit.db: | $(FILL) $(OUT)/homevisit
	$(call say,SEED,$@)
	$(Q)rm -rf $(@D) && mkdir -p $(@D)
	$(Q)$(OUT)/homevisit --db $(@D)/new.db init --sample
	$(Q)DEMO_PASSWORD=$${DEMO_PASSWORD:-million-of-requests} $(OUT)/homevisit --db $(@D)/new.db init --demo-users
	$(Q)$(FILL) $(@D)/new.db $* && mv $(@D)/new.db $@

# Inputs made up by libFuzzer, clang's; each target for FUZZ_S seconds.
FUZZ_S ?= 60
FUZZERS := $(patsubst %.c,$(OUT)/%,$(wildcard tests/fuzz/fuzz_*.c))
$(FUZZERS): $(OUT)/%: $(OUT)/%.o $(OUT)/tests/fuzz/fuzz.o \
		$(OUT)/tests/unit/sample.o $(OUT)/tests/unit/price_twin.o \
		$(OUT)/tests/cgi/fake.o \
		$(OUT)/libcgi.a $(OUT)/libdb.a $(OUT)/librules.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
.PHONY: fuzz fuzzers
fuzzers: $(FUZZERS)
fuzz:
	$(Q).ci/install fuzz
	$(Q)$(MAKE) --no-print-directory MODE=fuzz CC=clang fuzzers
	$(Q)tests/run-fuzz $(FUZZ_S)

# --- how much of it the tests reach ---------------------------------------------

.PHONY: coverage
coverage:
	$(Q).ci/install cov
	$(Q)CC='$(CC)' tests/coverage

.PHONY: analyse
analyse:
	$(Q).ci/install lint
	$(Q)tests/analyse

# What make check tries a few thousand times, by the million.
LARGE := $(addprefix $(OUT)/tests/,unit/test_price_property unit/test_pattern_property store/test_claim_race store/test_audit_mutations)
.PHONY: figures
figures: $(LARGE)
	$(Q)BIN=$(OUT) tests/figures

# Do the tests notice a small change?  MUTANTS_EACH=40 of each file that decides.
.PHONY: mutants mutants-run mutants-tests
mutants:
	$(Q)$(MAKE) --no-print-directory MODE=asan mutants-tests
	$(Q)$(MAKE) --no-print-directory MODE=mutant mutants-run
mutants-tests: $(UNIT_TESTS) $(STORE_TESTS)
mutants-run: mutants-tests
	$(Q)MUTANT_CC='$(CC)' MUTANT_LDLIBS='$(LDLIBS)' \
	    UNIT_LDFLAGS='$(LDFLAGS_unit)' \
	    MUTANT_CFLAGS='$(CC_ALL) $(CFLAGS_mutant)' MUTANT_LDFLAGS='$(LD_ALL)' \
	    ASAN_CFLAGS='$(CC_ALL) $(CFLAGS_asan)' \
	    ASAN_LDFLAGS='$(LD_ALL) $(LDFLAGS_asan)' node tests/mutants/run.mjs

# --- attacked ---------------------------------------------------------------------

HOLE := $(OUT)/tests/scan/hole
$(HOLE): $(OUT)/tests/scan/hole.o
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
.PHONY: scan
scan: all web $(HOLE)
	$(Q).ci/install scan
	$(Q)BIN=$(OUT) node tests/scan/scan.mjs

# --- many at once, judged afterwards -------------------------------------------

.PHONY: history crash soak
history: all web
	$(Q)BIN=$(OUT) HISTORY_REQUESTS=1000 HISTORY_CALLS=30000 node --test tests/http/history.test.mjs
# Everything that can happen to the service, each rig with a control.
crash: all web
	$(Q).ci/install crash
	$(Q)BIN=$(OUT) node tests/crash/run.mjs

# Hours of work: does anything grow?
soak: all web
	$(Q)BIN=$(OUT) node tests/soak/run.mjs

format:
	clang-format -i rules/*.c db/*.c cgi/*.c tests/*/*.c

.PHONY: clean
clean:
	rm -rf $(BUILD)

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
