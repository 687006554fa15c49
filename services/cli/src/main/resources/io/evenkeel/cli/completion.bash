# bash completion for evenkeel and keptn; load it with: source <(evenkeel completion bash)
_evenkeel() {
  local line words
  words=("${COMP_WORDS[@]:1:COMP_CWORD}")
  # Bash takes --flag=value apart at the equals sign; put it together again.
  local joined=() word glue=
  for word in "${words[@]}"; do
    if [[ $word == "=" && ${#joined[@]} -gt 0 ]]; then
      joined[${#joined[@]}-1]+="="
      glue=1
    elif [[ -n $glue ]]; then
      joined[${#joined[@]}-1]+=$word
      glue=
    else
      joined+=("$word")
    fi
  done
  local last=${joined[${#joined[@]}-1]}
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o default 2> /dev/null
    elif [[ -n $line ]]; then
      [[ $last == --*=* ]] && line=${line#*=}
      COMPREPLY+=("$line")
    fi
  done < <("${COMP_WORDS[0]}" __complete -- "${joined[@]}" 2> /dev/null)
}
complete -F _evenkeel evenkeel ./evenkeel keptn
