package io.blockrelay.protocol.cometbft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads conditions that are joined by {@code AND}; the first mistake is reported. */
final class QueryParser {
  private static final Token[] OPERATORS = {
    Token.LEQ, Token.GEQ, Token.LT, Token.GT, Token.EQ, Token.CONTAINS, Token.EXISTS
  };
  private static final Token[] ORDERED = {Token.NUMBER, Token.TIME, Token.DATE};
  private static final Token[] EQUAL = {Token.NUMBER, Token.TIME, Token.DATE, Token.STRING};

  private final QueryScanner scanner;

  QueryParser(String query) {
    scanner = new QueryScanner(query);
  }

  List<Condition> parse() throws QueryException {
    List<Condition> conditions = new ArrayList<>();
    do {
      conditions.add(condition());
    } while (another());
    return conditions;
  }

  private boolean another() throws QueryException {
    try {
      if (!scanner.next()) {
        return false;
      }
    } catch (QueryException e) {
      // Here a node tells of the token, which it does not have, and not of what is wrong with it.
      throw notAnd();
    }
    if (scanner.token() != Token.AND) {
      throw notAnd();
    }
    return true;
  }

  private Condition condition() throws QueryException {
    require(Token.TAG);
    String tag = scanner.text();
    require(OPERATORS);
    return switch (scanner.token()) {
      case EXISTS -> new Condition.Exists(tag);
      case CONTAINS -> {
        require(Token.STRING);
        yield new Condition.Contains(tag, scanner.text());
      }
      case EQ -> {
        require(EQUAL);
        yield scanner.token() == Token.STRING
            ? new Condition.Equals(tag, scanner.text())
            : comparison(tag, Comparison.EQ);
      }
      case LT -> ordered(tag, Comparison.LT);
      case LEQ -> ordered(tag, Comparison.LEQ);
      case GT -> ordered(tag, Comparison.GT);
      default -> ordered(tag, Comparison.GEQ);
    };
  }

  private Condition ordered(String tag, Comparison comparison) throws QueryException {
    require(ORDERED);
    return comparison(tag, comparison);
  }

  private Condition comparison(String tag, Comparison comparison) throws QueryException {
    String text = scanner.text();
    Operand operand =
        switch (scanner.token()) {
          case TIME -> Operand.Moment.of(GoTime.TIME, text);
          case DATE -> Operand.Moment.of(GoTime.DATE, text);
          default -> Operand.Decimal.of(text);
        };
    return new Condition.Compares(tag, comparison, operand);
  }

  private void require(Token... wanted) throws QueryException {
    boolean there;
    try {
      there = scanner.next();
    } catch (QueryException e) {
      throw at(e.getMessage());
    }
    if (!there) {
      throw at("EOF");
    }
    if (!Arrays.asList(wanted).contains(scanner.token())) {
      throw at("got " + scanner.token() + ", wanted " + anyOf(wanted));
    }
  }

  /** {@code 6} is how CometBFT prints the AND that it wants here. */
  private QueryException notAnd() {
    return at("got " + scanner.token() + ", want 6");
  }

  private QueryException at(String mistake) {
    return new QueryException("offset " + scanner.offset() + ": " + mistake);
  }

  private static String anyOf(Token... wanted) {
    int last = wanted.length - 1;
    String others =
        Arrays.stream(wanted, 0, last).map(Token::toString).collect(Collectors.joining(", "));
    return last == 0 ? wanted[0].toString() : others + " or " + wanted[last];
  }
}
