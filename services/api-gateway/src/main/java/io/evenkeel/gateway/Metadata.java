package io.evenkeel.gateway;

import io.evenkeel.kit.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /metadata}: what clients compare their version with. Source: rest-api.md §5.2. */
record Metadata(String namespace) {

  /** The release of Keptn whose protocol this server speaks; old clients look for it. */
  private static final String KEPTN = "1.4.2";

  private static final String SHIPYARD = "0.2.0";

  ApiResponse answer() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("namespace", namespace);
    metadata.put("keptnlabel", "keptn");
    metadata.put("keptnversion", KEPTN);
    metadata.put("bridgeversion", KEPTN);
    metadata.put("shipyardversion", SHIPYARD);
    // A project without an upstream gets a repository of ours; this lets the old CLI ask for one.
    metadata.put("automaticprovisioning", true);
    metadata.put("evenkeelversion", version());
    return ApiResponse.json(200, metadata);
  }

  private static String version() {
    String version = Metadata.class.getPackage().getImplementationVersion();
    return version == null ? "N/A" : version;
  }
}
