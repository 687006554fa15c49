package io.evenkeel.model.job;

import io.evenkeel.model.job.JsonPathScanner.Kind;
import io.evenkeel.model.job.JsonPathScanner.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the expression grammar of paths. Source: job-executor.md §5.2. */
final class JsonPathParser {

  private static final int MAX_NESTING = 100;

  /** Characters that can be part of an operator; only {@code ==} and {@code !=} are operators. */
  private static final String OPERATOR_CHARACTERS = "?|&=!<>~^+-*/%in";

  private static final double LAST = Integer.MAX_VALUE;

  private final String path;
  private final JsonPathScanner scanner;
  private Token last = new Token(Kind.EOF, "", 0);
  private @Nullable String pushedBack;
  private int nesting;

  private JsonPathParser(String path) {
    this.path = path;
    this.scanner = new JsonPathScanner(path);
  }

  static JsonPathExpression parse(String path) {
    return new JsonPathParser(path).whole();
  }

  private JsonPathExpression whole() {
    JsonPathExpression expression = expression();
    if (pushedBack != null && last.kind() != Kind.EOF) {
      throw error(pushedBack);
    }
    return expression;
  }

  private JsonPathExpression expression() {
    if (++nesting > MAX_NESTING) {
      throw error("nested too deeply");
    }
    JsonPathExpression left = operand();
    for (String operator = operator(); !operator.isEmpty(); operator = operator()) {
      left = JsonPathExpression.comparison(left, operand(), operator.equals("=="));
    }
    nesting--;
    return left;
  }

  private String operator() {
    Token token = scan();
    if (token.kind() != Kind.SYMBOL || OPERATOR_CHARACTERS.indexOf(token.text()) < 0) {
      return pushBack("operator");
    }
    StringBuilder operator = new StringBuilder(token.text());
    while (scanner.peek() != 0 && OPERATOR_CHARACTERS.indexOf(scanner.peek()) >= 0) {
      operator.append(scanner.peek());
      scanner.skip();
    }
    String found = operator.toString();
    if (found.length() == 1) {
      return pushBack("operator");
    }
    if (found.equals("==") || found.equals("!=")) {
      return found;
    }
    throw error("unknown operator " + found);
  }

  private JsonPathExpression operand() {
    Token token = scan();
    return switch (token.kind()) {
      case INT, FLOAT -> JsonPathExpression.constant(number(token));
      case STRING, CHAR, RAWSTRING -> JsonPathExpression.constant(text(token));
      case IDENT -> identifier(token.text());
      case SYMBOL -> symbol(token);
      case EOF -> throw unexpected("extensions");
    };
  }

  private JsonPathExpression symbol(Token token) {
    return switch (token.text()) {
      case "$" -> steps(JsonPathSteps.root());
      case "@" -> steps(JsonPathSteps.current());
      case "-" -> JsonPathExpression.negated(operand());
      case "(" -> enclosed("parentheses");
      default -> throw unexpected("extensions");
    };
  }

  private JsonPathExpression enclosed(String unit) {
    JsonPathExpression inner = expression();
    expect(')', unit);
    return inner;
  }

  private JsonPathExpression identifier(String name) {
    if (name.equals("true") || name.equals("false")) {
      return JsonPathExpression.constant(name.equals("true"));
    }
    List<JsonPathExpression> keys = new ArrayList<>(List.of(JsonPathExpression.constant(name)));
    while (true) {
      Token token = scan();
      if (token.is('.')) {
        keys.add(JsonPathExpression.constant(field()));
      } else if (token.is('[')) {
        keys.add(expression());
        expect(']', "array key");
      } else if (token.is('(')) {
        throw error("paths have no functions, found one called " + name);
      } else {
        pushBack("variable expected \".\", \"(\" or \"[\"");
        return JsonPathExpression.variable(keys);
      }
    }
  }

  private String field() {
    if (scan().kind() != Kind.IDENT) {
      throw unexpected("field expected Ident");
    }
    return last.text();
  }

  private JsonPathExpression steps(JsonPathSteps steps) {
    while (true) {
      Token token = scan();
      if (token.is('.')) {
        select(steps);
      } else if (token.is('[')) {
        bracket(steps, false);
      } else if (token.is('(')) {
        steps.script(enclosed("jsnopath script"));
      } else {
        pushBack("jsonpath expected \".\", \"[\" or \"(\"");
        return steps;
      }
    }
  }

  private void select(JsonPathSteps steps) {
    Token token = scan();
    if (token.kind() == Kind.IDENT) {
      steps.member(JsonPathExpression.constant(token.text()));
    } else if (token.is('*')) {
      steps.all();
    } else if (token.is('.')) {
      steps.descendants();
      descend(steps);
    } else {
      throw unexpected("JSON select expected Ident, \".\" or \"*\"");
    }
  }

  private void descend(JsonPathSteps steps) {
    Token token = scan();
    if (token.kind() == Kind.IDENT) {
      steps.member(JsonPathExpression.constant(token.text()));
    } else if (token.is('*')) {
      steps.all();
    } else if (token.is('[')) {
      bracket(steps, true);
    } else if (token.is('(')) {
      steps.script(enclosed("jsnopath script"));
    } else {
      throw unexpected("JSON mapper expected \"[\", Ident or \"*\"");
    }
  }

  private void bracket(JsonPathSteps steps, boolean afterDescendants) {
    Token token = scan();
    if (token.is('*')) {
      expect(']', "JSON bracket star");
      steps.all();
    } else if (token.is('?')) {
      steps.filter(expression());
      expect(']', "JSON bracket separator expected \":\" or \",\"");
    } else {
      pushBack("jsonpath brackets");
      keys(steps, afterDescendants);
    }
  }

  private void keys(JsonPathSteps steps, boolean afterDescendants) {
    List<@Nullable JsonPathExpression> keys = new ArrayList<>();
    char separator = 0;
    while (true) {
      keys.add(scanKey(separator));
      Token token = scan();
      if (token.is(']')) {
        break;
      }
      if (!token.is(':') && !token.is(',')) {
        throw unexpected("JSON bracket separator expected \":\" or \",\"");
      }
      if (separator != 0 && !token.is(separator)) {
        throw error("mixed : and , in JSON bracket");
      }
      separator = token.text().charAt(0);
    }
    if (separator == ':') {
      range(steps, keys, afterDescendants);
    } else {
      steps.members(keys, afterDescendants);
    }
  }

  /** A key, or {@code null} for one left out of a range. */
  private @Nullable JsonPathExpression scanKey(char separator) {
    Token token = scan();
    boolean leftOut = token.is(':') || (separator == ':' && token.is(']'));
    pushBack("jsonpath brackets");
    return leftOut ? null : expression();
  }

  private void range(
      JsonPathSteps steps, List<@Nullable JsonPathExpression> keys, boolean afterDescendants) {
    if (afterDescendants) {
      throw error("mapper can not be combined with range query");
    }
    if (keys.size() > 3) {
      throw error("range query has at least the parameter [min:max:step]");
    }
    steps.range(bound(keys, 0, 0), bound(keys, 1, LAST), bound(keys, 2, 1));
  }

  private static JsonPathExpression bound(
      List<@Nullable JsonPathExpression> keys, int index, double otherwise) {
    JsonPathExpression key = index < keys.size() ? keys.get(index) : null;
    return key == null ? JsonPathExpression.constant(otherwise) : key;
  }

  private Double number(Token token) {
    try {
      return Double.valueOf(token.text());
    } catch (NumberFormatException malformed) {
      throw error("strconv.ParseFloat: parsing \"" + token.text() + "\": invalid syntax");
    }
  }

  private String text(Token token) {
    return GoQuotes.unquote(token.text())
        .orElseThrow(() -> error("could not parse string: invalid syntax"));
  }

  private Token scan() {
    if (pushedBack == null) {
      last = scanner.next();
    }
    pushedBack = null;
    return last;
  }

  private String pushBack(String unit) {
    pushedBack = "unexpected %s while scanning %s".formatted(last.describe(), unit);
    return "";
  }

  private void expect(char symbol, String unit) {
    if (!scan().is(symbol)) {
      throw unexpected(unit.contains("expected") ? unit : unit + " expected \"" + symbol + '"');
    }
  }

  private JsonPathException unexpected(String unit) {
    return error("unexpected %s while scanning %s".formatted(last.describe(), unit));
  }

  private JsonPathException error(String problem) {
    return new JsonPathException("parsing error: %s\t:1:%d - 1:%d %s"
        .formatted(path, last.offset() + 1, scanner.position() + 1, problem));
  }
}
