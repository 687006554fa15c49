# fish completion for evenkeel and keptn; load it with: evenkeel completion fish | source
function __evenkeel_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l command $words[1]
    for candidate in ($command __complete -- $words[2..-1] 2> /dev/null)
        if test "$candidate" = :files
            __fish_complete_path (commandline -ct)
        else
            echo $candidate
        end
    end
end
complete -c evenkeel -f -a '(__evenkeel_complete)'
complete -c keptn -f -a '(__evenkeel_complete)'
