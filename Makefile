# Homevisit.  `make help` lists the targets.
#
# MODE picks the kind of build: release (default), asan, tsan.  Everything
# made goes below build/; V=1 shows the commands.

MODE  ?= release
BUILD := build
OUT   := $(BUILD)/$(MODE)
CC    := gcc
Q     := $(if $(V),,@)
say   = $(if $(V),,@printf '  %-7s %s\n' '$(1)' '$(2)')

LIBS := fcgi sqlite3 libcjson libpcre2-8 libsodium libutf8proc
# Packages without a .pc file: libstemmer, uthash (headers only).
LDLIBS = $(shell pkg-config --libs $(LIBS)) -lstemmer -lpthread -lm

WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wformat=2 -Wvla -Werror
CFLAGS_release := -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong \
	-fstack-clash-protection -fcf-protection
LDFLAGS_release := -Wl,-z,relro,-z,now
CFLAGS_asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -DARENA_TWIN
LDFLAGS_asan := -fsanitize=address,undefined
CFLAGS_tsan := -O1 -fsanitize=thread -fno-omit-frame-pointer
LDFLAGS_tsan := -fsanitize=thread

CFLAGS  = -std=c17 -g -D_GNU_SOURCE -fPIE -pthread $(WARN) $(CFLAGS_$(MODE)) \
	-Iinclude
LDFLAGS = -pie -pthread $(LDFLAGS_$(MODE))

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

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all
all: $(BINS)

$(OUT)/homevisitd: $(OUT)/cgi/homevisitd.o $(OUT)/libcgi.a $(OUT)/libdb.a $(OUT)/librules.a
$(OUT)/homevisit: $(OUT)/cgi/homevisit.o $(OUT)/libcgi.a $(OUT)/libdb.a $(OUT)/librules.a
$(OUT)/homevisit-supervise: $(OUT)/cgi/supervise.o
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

# Tests link only what they test: rules tests the rules archive alone.
TEST_HELP = $(patsubst %.c,$(OUT)/%.o,$(filter-out tests/%/test_%.c,$(wildcard $(1)/*.c)))
$(UNIT_TESTS): $(call TEST_HELP,tests/unit) $(OUT)/librules.a
$(STORE_TESTS): $(call TEST_HELP,tests/store) $(OUT)/libdb.a $(OUT)/librules.a
$(CGI_TESTS): $(call TEST_HELP,tests/cgi) $(OUT)/libcgi.a $(OUT)/libdb.a $(OUT)/librules.a
$(C_TESTS): $(OUT)/%: $(OUT)/%.o
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(filter-out $<,$^) -lcmocka $(LDLIBS)

.PHONY: test-unit test-store test-cgi
test-unit: $(UNIT_TESTS)
test-store: $(STORE_TESTS)
test-cgi: $(CGI_TESTS)
test-unit test-store test-cgi:
	$(Q)tests/run-c $^

.PHONY: clean
clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
