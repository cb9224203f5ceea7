package dev.netalias.cli.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Completion for shells. What follows from the model is written into the script; names of devices
 * and aliases are asked of netalias when they are wanted.
 */
public final class Completion {
  /** What both shells take: questions to netalias, and the words that have been typed. */
  private static final String SHARED =
      """
      _netalias_names() {
        local kind=$1 name
        shift
        "$@" chain 2>/dev/null | sed 's/->/\\n/g' | while read -r name; do
          case $kind,$name in
            *,0 | device,*:*) ;;
            any,* | device,* | alias,*:*) echo "$name" ;;
          esac
        done
      }
      _netalias_types() {
        "$@" types 2>/dev/null | while read -r _ name _; do [ "$name" = NAME ] || echo "$name"; done
      }
      _netalias_modules() {
        _netalias_types "$@" | sed 's/$/_alias/'
        find . -maxdepth 1 -name '*.jar' 2>/dev/null | sed 's,^[.]/,,'
      }
      _netalias_namespaces() { ip netns list 2>/dev/null | while read -r name _; do echo "$name"; done; }
      """;

  private static final String SHARED_BODY =
      """
          case ${words[i]} in
            --netns) call+=(--netns "${words[++i]}") ;;
            --netns=*) call+=("${words[i]}") ;;
            @VALUED@) ((++i)) ;;
            -*) ;;
            *) if [[ -n $command ]]; then ((++place)); else command=${words[i]}; fi ;;
          esac
        done
        case $command in
      @OPTIONS@
        esac
        case $command,$prev in
      @VALUES@
          *)
            if [[ $cur == -* ]]; then
              found=$options
            else
              case $command,$place in
      @WORDS@
              esac
            fi
            ;;
        esac
      """;

  private static final String BASH =
      """
      # bash completion of netalias, made from its commands' model: netalias completion bash
      @SHARED@
      _netalias() {
        local line=${COMP_LINE:0:COMP_POINT} words i place=0 command='' options='' found='' IFS=$' \\t\\n'
        local call=("$1")
        read -ra words <<<"$line"
        [[ $line == *[[:blank:]] ]] && words+=('')
        local last=$((${#words[@]} - 1))
        local cur=${words[last]} prev=${words[last - 1]}
        for ((i = 1; i < last; i++)); do
      @BODY@
        local IFS=$' \\t\\n'
        COMPREPLY=($(compgen -W "$found" -- "$cur"))
        if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
          local head=${cur%"${cur##*:}"}
          COMPREPLY=("${COMPREPLY[@]#"$head"}")
        fi
      }
      complete -F _netalias netalias ./netalias
      """;

  private static final String ZSH =
      """
      #compdef netalias
      # zsh completion of netalias, made from its commands' model: netalias completion zsh
      @SHARED@
      _netalias() {
        local i place=0 command='' options='' found=''
        local -a call
        call=("${words[1]}")
        local cur=${words[CURRENT]} prev=${words[CURRENT-1]}
        for ((i = 2; i < CURRENT; i++)); do
      @BODY@
        compadd -- ${=found}
      }
      if [ "$funcstack[1]" = _netalias ]; then _netalias "$@"; else compdef _netalias netalias; fi
      """;

  private final CommandLine tree;

  /** Of a tree of commands. */
  public Completion(CommandLine tree) {
    this.tree = tree;
  }

  /** A script to be sourced by bash. */
  public String bash() {
    return filled(BASH, "COMPREPLY=($(compgen -f -- \"$cur\")); return");
  }

  /** A script for a folder of zsh's {@code fpath}, as {@code _netalias}. */
  public String zsh() {
    return filled(ZSH, "_files; return");
  }

  private String filled(String script, String files) {
    StringBuilder options = new StringBuilder();
    StringBuilder values = new StringBuilder();
    StringBuilder words = new StringBuilder();
    List<String> valued = new ArrayList<>();
    options.append("    '') options='").append(names(tree.getCommandSpec())).append("' ;;\n");
    words.append("          ,*) found='@COMMANDS@' ;;\n");
    for (OptionSpec option : allOptions(tree.getCommandSpec())) {
      value(values, valued, "*", new Kind(option, files));
    }
    for (Map.Entry<String, CommandLine> command : tree.getSubcommands().entrySet()) {
      String name = command.getKey();
      CommandSpec spec = command.getValue().getCommandSpec();
      options
          .append("    ")
          .append(name)
          .append(") options='")
          .append(names(spec))
          .append("' ;;\n");
      for (OptionSpec option : spec.options()) {
        if (spec.argGroups().stream().noneMatch(g -> g.options().contains(option))) {
          value(values, valued, name, new Kind(option, files));
        }
      }
      spec.positionalParameters().forEach(word -> word(words, name, new Kind(word, files)));
    }
    return script
        .replace("@SHARED@\n", SHARED)
        .replace("@BODY@\n", SHARED_BODY)
        .replace("@VALUED@", String.join("|", valued.stream().distinct().toList()))
        .replace("@OPTIONS@\n", options)
        .replace("@VALUES@\n", values)
        .replace("@WORDS@\n", words)
        .replace("@COMMANDS@", String.join(" ", tree.getSubcommands().keySet()));
  }

  private static List<OptionSpec> allOptions(CommandSpec spec) {
    List<OptionSpec> all = new ArrayList<>();
    spec.argGroups().forEach(g -> all.addAll(g.options()));
    spec.options().stream().filter(o -> !all.contains(o)).forEach(all::add);
    return all;
  }

  private static String names(CommandSpec spec) {
    List<String> names = new ArrayList<>();
    allOptions(spec).forEach(o -> names.addAll(List.of(o.names())));
    return String.join(" ", names);
  }

  /** What completes a word or an option's value, as an action of the script. */
  private record Kind(ArgSpec arg, String files) {
    String action() {
      if (arg.completionCandidates() != null) {
        return "found='" + String.join(" ", arg.completionCandidates()) + "'";
      }
      return switch (arg.paramLabel()) {
        case "DEV", "DEV[:TAG]" -> names("device");
        case "ALIAS" -> names("alias");
        case "NAME", "WORD" -> names("any");
        case "MODULE" -> "found=$(_netalias_modules \"${call[@]}\")";
        case "TYPE" -> "found=$(_netalias_types \"${call[@]}\")";
        case "NAMESPACE" -> "found=$(_netalias_namespaces)";
        case "COMMAND" -> "found='@COMMANDS@'";
        case "FILE" -> files;
        default -> "";
      };
    }
  }

  private static String names(String kind) {
    return "found=$(_netalias_names " + kind + " \"${call[@]}\")";
  }

  private static void value(StringBuilder values, List<String> valued, String command, Kind kind) {
    if (!(kind.arg instanceof OptionSpec option) || option.arity().max() == 0) {
      return;
    }
    List<String> patterns = new ArrayList<>();
    for (String name : option.names()) {
      patterns.add(command + "," + name);
      if (!name.equals("--netns")) {
        valued.add(name);
      }
    }
    values
        .append("    ")
        .append(String.join("|", patterns))
        .append(") ")
        .append(kind.action())
        .append(" ;;\n");
  }

  private static void word(StringBuilder words, String command, Kind kind) {
    if (!(kind.arg instanceof PositionalParamSpec word) || kind.action().isEmpty()) {
      return;
    }
    boolean open = word.index().isVariable();
    String place = open ? "*" : Integer.toString(word.index().min());
    words
        .append("          ")
        .append(command)
        .append(',')
        .append(place)
        .append(") ")
        .append(kind.action())
        .append(" ;;\n");
  }
}
