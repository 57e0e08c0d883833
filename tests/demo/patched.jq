# The validating review of what a mutating review and our answer to it make:
# the pod as the API server would store it.  --slurpfile answer FILE

def tokens: ltrimstr("/") | split("/") | map(gsub("~1"; "/") | gsub("~0"; "~"));

# Numbers in a pointer are indices where they meet an array.
def place($object):
  reduce .[] as $token ([];
    . as $path | ($object | getpath($path) | type) as $type
    | $path + [if $type == "array" and $token != "-" then $token | tonumber
               elif $type == "array" then ($object | getpath($path) | length)
               else $token end]);

def apply($op):
  . as $object | ($op.path | tokens | place($object)) as $path
  | if $op.op == "remove" then delpaths([$path]) else setpath($path; $op.value) end;

($answer[0].response.patch // "" | if . == "" then [] else (@base64d | fromjson) end) as $patch
| .request.object |= reduce $patch[] as $op (.; apply($op))
