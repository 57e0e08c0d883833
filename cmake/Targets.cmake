# tenure_library(NAME DEPENDS target… [PRIVATE target…]): every source of the
# current folder and, with SUBFOLDERS, of the named ones. Sources are globbed
# so that a new rule is one new file.
function(tenure_library name)
  cmake_parse_arguments(arg "" "" "SUBFOLDERS;DEPENDS;PRIVATE" ${ARGN})
  set(patterns *.cc)
  foreach(folder ${arg_SUBFOLDERS})
    list(APPEND patterns ${folder}/*.cc)
  endforeach()
  file(GLOB sources CONFIGURE_DEPENDS ${patterns})
  if(NOT sources)
    return()
  endif()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}")
  target_link_libraries(${name} PUBLIC ${arg_DEPENDS} tl::expected
    PRIVATE ${arg_PRIVATE} tenure_warnings tenure_hardening)
endfunction()

# tenure_test(NAME FOLDERS folder… DEPENDS target…): one test binary of the
# *_test.cc in these folders, if there are any.
function(tenure_test name)
  cmake_parse_arguments(arg "" "" "FOLDERS;DEPENDS" ${ARGN})
  set(patterns)
  foreach(folder ${arg_FOLDERS})
    list(APPEND patterns ${folder}/*_test.cc)
  endforeach()
  file(GLOB sources CONFIGURE_DEPENDS ${patterns})
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE ${arg_DEPENDS} GTest::gmock GTest::gtest_main
    tenure_warnings tenure_hardening)
  target_compile_definitions(${name} PRIVATE
    TENURE_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data" TENURE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 600)
endfunction()
