package io.svcaudit.source;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// Says what is wrong with a text in the words of somebody who has to mend it, not in a parser's.
final class YamlProblems {
  private YamlProblems() {}

  static String sentence(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    if (problem == null || problem.isBlank()) problem = String.valueOf(e.getContext());
    problem = problem.lines().findFirst().orElse("cannot be read").strip();
    if (problem.contains("'\\t")) return "found a tab; YAML is indented with spaces only";
    if (problem.startsWith("mapping values are not allowed"))
      return "found a second ':' in a line; quote the value, or check the indentation";
    if (problem.startsWith("expected <block end>"))
      return "this does not fit the lines above; check the indentation and the quotes";
    if (problem.startsWith("could not find expected ':'"))
      return "expected a ':' after this; check the indentation";
    if (problem.startsWith("expected ',' or"))
      return problem.substring(0, 19) + " here; a bracket may not be closed";
    if (problem.startsWith("found unexpected end of stream")) return "a quote is not closed";
    if (problem.startsWith("found character '"))
      return "a value cannot start with %s; quote it".formatted(problem.substring(17, 18));
    if (problem.startsWith("found unknown escape character "))
      return "unknown escape \\%s in double quotes; use single quotes, or write \\\\"
          .formatted(problem.substring(31, 32));
    if (problem.startsWith("expected chomping or indentation"))
      return "only + - and a digit may follow | or > in its line";
    if (problem.startsWith("expected the node content")) return "expected a value here";
    if (problem.startsWith("sequence entries are not allowed"))
      return "a list cannot start here; put it on a line of its own";
    return problem;
  }

  /// Where to look: at what was opened or begun, rather than at the place where that was noticed.
  static @Nullable Mark place(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    boolean noticedLater =
        problem.startsWith("could not find expected ':'")
            || problem.startsWith("found unexpected end of stream");
    return noticedLater
        ? e.getContextMark().or(e::getProblemMark).orElse(null)
        : e.getProblemMark().or(e::getContextMark).orElse(null);
  }
}
