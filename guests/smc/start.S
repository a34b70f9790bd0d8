#include "../lib/start.S"
