#include "webhook/cli/commands.h"

int main(int argc, char** argv) { return tenure::RunCommandLine(argc, argv); }
