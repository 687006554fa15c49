package io.evenkeel.cli;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the server to talk to. The first of these that names one wins, token and address each on
 * its own: flags, {@code EVENKEEL_*}, {@code KEPTN_*}, what {@code auth} stored, the default.
 *
 * <p>A stored token is only sent to the address it was stored with.
 */
final class EndpointLookup {

  private static final List<String> ADDRESSES = List.of("EVENKEEL_ENDPOINT", "KEPTN_ENDPOINT");

  private final Map<String, String> environment;
  private final KeptnHome home;

  EndpointLookup(Map<String, String> environment, KeptnHome home) {
    this.environment = environment;
    this.home = home;
  }

  /** Returns the endpoint for these flags, of which either may be missing. */
  Endpoint find(@Nullable String endpointFlag, @Nullable String tokenFlag) {
    Endpoint place = place(endpointFlag);
    return new Endpoint(place.api(), token(tokenFlag, place.api()), place.origin());
  }

  /** Whether a variable names the server. */
  static boolean isNamed(Map<String, String> environment) {
    return ADDRESSES.stream()
        .anyMatch(variable -> !environment.getOrDefault(variable, "").isBlank());
  }

  private Endpoint place(@Nullable String flag) {
    if (flag != null) {
      return at(flag, "--endpoint");
    }
    for (String variable : ADDRESSES) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isBlank()) {
        return at(value, variable);
      }
    }
    return home.credentials().orElseGet(() -> at(Endpoint.DEFAULT, Endpoint.NOWHERE));
  }

  private String token(@Nullable String flag, URI api) {
    if (flag != null) {
      return flag;
    }
    for (String variable : new String[] {"EVENKEEL_API_TOKEN", "KEPTN_API_TOKEN"}) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isBlank()) {
        return value;
      }
    }
    Optional<Endpoint> stored = home.credentials().filter(known -> known.api().equals(api));
    return stored.map(Endpoint::token).orElse("");
  }

  private static Endpoint at(String address, String origin) {
    return new Endpoint(Endpoint.address(address, false), "", origin);
  }
}
