package io.blockrelay.protocol.cometbft;

/**
 * Cuts a query into tokens. Keywords are case-sensitive; what a letter, a digit and white space is,
 * Unicode says.
 */
final class QueryScanner {
  private static final int YEAR_MIN = 1900;
  private static final int YEAR_MAX = 2999;

  private final QueryText source;
  private Token token = Token.INVALID;
  private String text = "";
  private int start;

  QueryScanner(String query) {
    source = new QueryText(query);
  }

  /** The kind of the token at hand; invalid after a failure and at the end. */
  Token token() {
    return token;
  }

  /** The token at hand: without the quotes of a string and without the word before a time. */
  String text() {
    return text;
  }

  /** Where the token at hand starts, in bytes of UTF-8. */
  int offset() {
    return start;
  }

  /**
   * Moves to the next token.
   *
   * @return false at the end, and where a string has no end: a node takes the one for the other
   * @throws QueryException without the offset
   */
  boolean next() throws QueryException {
    source.skip(QueryScanner::isSpace);
    start = source.offset();
    token = Token.INVALID;
    text = "";
    int first = source.peek();
    if (first == QueryText.END) {
      return false;
    }
    if (isDigit(first)) {
      return found(Token.NUMBER, number());
    }
    return isTagStart(first) ? word() : sign(source.read());
  }

  private String number() {
    String whole = source.readWhile(QueryScanner::isDigit);
    if (source.peek() != '.') {
      return whole;
    }
    source.read();
    return whole + "." + source.readWhile(QueryScanner::isDigit);
  }

  private boolean sign(int sign) throws QueryException {
    return switch (sign) {
      case '\'' -> string();
      case '=' -> found(Token.EQ, "=");
      case '<' -> orEqual() ? found(Token.LEQ, "<=") : found(Token.LT, "<");
      case '>' -> orEqual() ? found(Token.GEQ, ">=") : found(Token.GT, ">");
      default ->
          throw new QueryException(
              "invalid input " + Character.toString(sign) + " at offset " + source.offset());
    };
  }

  private boolean string() {
    String content = source.readWhile(c -> c != '\'');
    return source.read() != QueryText.END && found(Token.STRING, content);
  }

  private boolean orEqual() {
    boolean equal = source.peek() == '=';
    if (equal) {
      source.read();
    }
    return equal;
  }

  private boolean word() throws QueryException {
    String word = source.readWhile(QueryScanner::isTagPart);
    boolean space = source.peek() == ' ';
    return switch (word) {
      case "TIME" -> space ? time() : found(Token.TAG, word);
      case "DATE" -> space ? date() : found(Token.TAG, word);
      case "AND" -> found(Token.AND, word);
      case "EXISTS" -> found(Token.EXISTS, word);
      case "CONTAINS" -> found(Token.CONTAINS, word);
      default -> found(Token.TAG, word);
    };
  }

  private boolean time() throws QueryException {
    source.read();
    String time = source.readWhile(c -> isDigit(c) || "-T:+Z".indexOf(c) >= 0);
    requireYear("TIME", "timestamp", time, GoTime.TIME);
    return found(Token.TIME, time);
  }

  private boolean date() throws QueryException {
    source.read();
    String date = source.readWhile(c -> isDigit(c) || c == '-');
    requireYear("DATE", "datestamp", date, GoTime.DATE);
    return found(Token.DATE, date);
  }

  private static void requireYear(String word, String noun, String text, GoTime layout)
      throws QueryException {
    int year;
    try {
      year = layout.parse(text).year();
    } catch (QueryException e) {
      throw new QueryException("invalid " + word + " value: " + e.getMessage());
    }
    if (year < YEAR_MIN || year > YEAR_MAX) {
      throw new QueryException(noun + " year " + year + " out of range");
    }
  }

  private boolean found(Token kind, String content) {
    token = kind;
    text = content;
    return true;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isTagStart(int c) {
    return c == '_' || Character.isLetter(c) || Character.isDigit(c);
  }

  private static boolean isTagPart(int c) {
    return c == '.' || c == '-' || isTagStart(c);
  }

  private static boolean isSpace(int c) {
    return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
  }
}
