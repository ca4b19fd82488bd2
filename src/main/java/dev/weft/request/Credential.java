package dev.weft.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.url.Origin;
import java.util.Base64;

/**
 * What an origin is told so that it lets the crawl in. It goes to that scheme, host and port and to
 * no other. Its secret shows in no {@link #toString} and in no message.
 */
public final class Credential {
  /** The characters of a bearer token (RFC 6750 §2.1), besides letters and digits. */
  private static final String TOKEN_SIGNS = "-._~+/=";

  private final Origin origin;
  private final String authorization;

  private Credential(Origin origin, String authorization) {
    this.origin = origin;
    this.authorization = authorization;
  }

  /**
   * User and password by the Basic scheme (RFC 7617), in UTF-8.
   *
   * @throws IllegalArgumentException if the user has a colon, or either a control character
   */
  public static Credential basic(Origin origin, String user, String password) {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "the user for " + origin + " has a colon in it, which Basic cannot say");
    }
    String both = user + ":" + password;
    if (both.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "user or password for " + origin + " has a control character in it, such as a line end");
    }
    return new Credential(
        origin, "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
  }

  /**
   * A token by the Bearer scheme (RFC 6750).
   *
   * @throws IllegalArgumentException if it is empty or has a character that no token has
   */
  public static Credential bearer(Origin origin, String token) {
    if (token.isEmpty() || !token.chars().allMatch(Credential::isTokenChar)) {
      throw new IllegalArgumentException(
          "the bearer token for "
              + origin
              + " is empty or has characters other than letters, digits and "
              + TOKEN_SIGNS);
    }
    return new Credential(origin, "Bearer " + token);
  }

  private static boolean isTokenChar(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_SIGNS.indexOf(c) >= 0;
  }

  /** To whom it goes. */
  public Origin origin() {
    return origin;
  }

  String authorization() {
    return authorization;
  }

  @Override
  public String toString() {
    return "for " + origin;
  }
}
