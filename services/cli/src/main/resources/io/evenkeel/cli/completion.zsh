#compdef evenkeel keptn
# zsh completion for evenkeel and keptn; load it with: source <(evenkeel completion zsh)
_evenkeel() {
  local -a candidates
  candidates=("${(@f)$("${words[1]}" __complete -- "${(@)words[2,$CURRENT]}" 2> /dev/null)}")
  if [[ "${candidates[1]}" == ":files" ]]; then
    _files
  elif (( ${#candidates[1]} )); then
    compadd -Q -- "${candidates[@]}"
  fi
}
compdef _evenkeel evenkeel keptn
