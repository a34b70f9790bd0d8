/*
 * Runs the kernels at EL1, MMU and caches on, and prints each one's checksum. Words in the boot arguments choose:
 * kernel=NAME only that one, repeat=N so often, ticks also how long, in ticks of the virtual counter.
 */
#include "guest.h"
#include "kernels.h"

#define DEVICE_TREE_MAGIC 0xd00dfeedu
#define NODE_BEGIN 1
#define PROPERTY 3
#define NOP 4
#define NODE_END 2

static u32 big_endian(u64 address)
{
    return __builtin_bswap32(*(u32 *)address);
}

static int is_word(const char *at, const char *word)
{
    while (*word && *at == *word)
        at++, word++;
    return *word == 0;
}

/* The value of the first property called bootargs: /chosen has the only one. */
static const char *boot_arguments(u64 tree)
{
    if (tree == 0 || big_endian(tree) != DEVICE_TREE_MAGIC)
        return "";
    u64 at = tree + big_endian(tree + 8), strings = tree + big_endian(tree + 12);
    for (;;) {
        u32 token = big_endian(at);
        at += 4;
        if (token == NODE_BEGIN) {
            while (*(char *)at)
                at++;
            at = (at + 4) & ~3ul;
        } else if (token == PROPERTY) {
            u32 length = big_endian(at);
            if (is_word((const char *)(strings + big_endian(at + 4)), "bootargs"))
                return (const char *)(at + 8);
            at += 8 + ((length + 3) & ~3u);
        } else if (token != NOP && token != NODE_END) {
            return "";
        }
    }
}

/* What stands behind a word's '=', or behind the word itself; null when it is not there. */
static const char *argument(const char *arguments, const char *word)
{
    for (const char *at = arguments; *at; at++)
        if ((at == arguments || at[-1] == ' ') && is_word(at, word)) {
            while (*word)
                at++, word++;
            return at;
        }
    return 0;
}

static int is_chosen(const char *choice, const char *name)
{
    if (!choice)
        return 1;
    while (*name && *choice == *name)
        choice++, name++;
    return *name == 0 && (*choice == 0 || *choice == ' ');
}

static void measure(const struct kernel *kernel, u64 repeat, int show_ticks)
{
    u64 started = READ(cntvct_el0), checksum = 0;
    for (u64 i = 0; i < repeat; i++)
        checksum = kernel->run();
    u64 ticks = READ(cntvct_el0) - started;
    put("compute ");
    put(kernel->name);
    put(" ");
    put_number(checksum, 16);
    if (show_ticks) {
        put(" ticks ");
        put_number(ticks, 10);
    }
    put("\n");
}

void guest_main(u64 device_tree)
{
    const char *arguments = boot_arguments(device_tree), *count = argument(arguments, "repeat="), *choice = argument(arguments, "kernel=");
    int show_ticks = argument(arguments, "ticks") != 0;
    u64 repeat = 0;
    for (; count && *count >= '0' && *count <= '9'; count++)
        repeat = repeat * 10 + (u64)(*count - '0');
    put("compute start\n");
    for (u32 i = 0; i < kernel_count; i++)
        if (is_chosen(choice, kernels[i].name))
            measure(&kernels[i], repeat ? repeat : 1, show_ticks);
    put("compute done\n");
}
