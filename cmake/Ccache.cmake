# Paths are hashed relative to the checkout, so that build folders and clones
# share what was compiled.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${CCACHE}")
endif()
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
