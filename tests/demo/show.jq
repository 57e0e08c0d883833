# One recorded review and the server's two answers, for a person to read.
# Called with --slurpfile review, mutate and validate.

def bold: if $color then "\u001b[1m" + . + "\u001b[0m" else . end;
def dim: if $color then "\u001b[2m" + . + "\u001b[0m" else . end;
def red: if $color then "\u001b[31m" + . + "\u001b[0m" else . end;

def short: (if type == "string" then . else tojson end)
  | if length > 72 then .[0:69] + "..." else . end;
def pointer: gsub("~1"; "/") | gsub("~0"; "~") | ltrimstr("/spec/") | ltrimstr("/metadata/");

def went_in:
  .request as $r | ($r.object.metadata // {}) as $m
  | ($m.annotations // {} | to_entries | map(select(.key | startswith("tenure.dev/")))
     | map("\(.key | ltrimstr("tenure.dev/"))=\(.value)")) as $asked
  | ($r.object.spec.containers // [] | map("\(.name) " + (.resources | tojson))) as $containers
  | "  in      " + (if $asked == [] then "no annotation of ours" else ($asked | join(", ")) end),
    ($containers[] | "          " + short);

def decided:
  (.response.auditAnnotations // {}) as $a
  | "  class   " + ($a.class // "none") + (if $a.decision then " (\($a.decision))" else "" end);

def changes:
  (.response.patch // "" | if . == "" then [] else (@base64d | fromjson) end)
  | if . == [] then "  change  none"
    else .[] | "  \(.op + "        " | .[0:7]) \(.path | pointer)"
           + (if has("value") then " = " + (.value | short) else "" end)
    end;

def verdict:
  .response | if .allowed then "  result  admitted"
    else "  result  " + ("refused" | red) + (.status.message | split("\n") | map("\n          " + .) | join(""))
    end;

def warnings: .response.warnings // [] | .[] | "  warns   " + .;

($review[0] | .request | "\n\($name)" as $title
  | ($title | bold) + ("  \(.operation) \(.namespace)/\(.name // (.object.metadata.generateName // "") + "*")" | dim)),
($review[0] | went_in),
($mutate[0] | decided, changes, warnings),
($validate[0] | verdict, warnings)
