# The OpenSSF compiler hardening guide, as far as this compiler knows the flags.
include(CheckCXXCompilerFlag)
include(CheckLinkerFlag)
add_library(tenure_hardening INTERFACE)

function(tenure_harden_compile flag)
  string(MAKE_C_IDENTIFIER "HAVE${flag}" have)
  check_cxx_compiler_flag("${flag}" ${have})
  if(${have})
    target_compile_options(tenure_hardening INTERFACE "${flag}")
  endif()
endfunction()

function(tenure_harden_link flag)
  string(MAKE_C_IDENTIFIER "HAVE_LINK${flag}" have)
  check_linker_flag(CXX "${flag}" ${have})
  if(${have})
    target_link_options(tenure_hardening INTERFACE "${flag}")
  endif()
endfunction()

foreach(flag
    -fstack-clash-protection -fstack-protector-strong -fcf-protection=full
    -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing
    -ftrivial-auto-var-init=zero)
  tenure_harden_compile(${flag})
endforeach()
foreach(flag -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,-z,nodlopen -Wl,--as-needed)
  tenure_harden_link(${flag})
endforeach()
target_compile_definitions(tenure_hardening INTERFACE _GLIBCXX_ASSERTIONS)
if(NOT TENURE_SANITIZE)  # whose own checks it would hide
  target_compile_definitions(tenure_hardening INTERFACE
    $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=3>)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported()
