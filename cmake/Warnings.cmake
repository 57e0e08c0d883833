# For our own targets only: headers of libraries come in as SYSTEM.
add_library(tenure_warnings INTERFACE)
target_compile_options(tenure_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wformat=2 -Wconversion -Wsign-conversion -Wshadow
  -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Wcast-align
  # Designated initializers leave out on purpose what has a default.
  -Wno-missing-field-initializers
  -Werror=format-security -Werror=return-type)
if(DEFINED ENV{CI})
  target_compile_options(tenure_warnings INTERFACE -Werror)
endif()
