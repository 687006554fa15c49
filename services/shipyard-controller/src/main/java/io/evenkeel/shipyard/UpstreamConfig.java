package io.evenkeel.shipyard;

import io.evenkeel.kit.Settings;

/**
 * Settings of where the files of projects may be.
 *
 * @param required whether a project must come with an upstream if nothing makes repositories, as
 *     the original has it
 * @param provisioner address of what makes repositories for projects that come without, or
 *     {@code ""}: they then live in the built-in repository
 * @param hideProvisioned whether clients are not to see where a made repository is
 * @param namespace passed on to the provisioner
 * @param denyList file of regular expressions, one a line, of addresses nobody may use; it need not
 *     exist
 */
record UpstreamConfig(
    boolean required,
    String provisioner,
    boolean hideProvisioned,
    String namespace,
    String denyList) {

  static UpstreamConfig from(Settings settings) {
    return new UpstreamConfig(
        settings.flag(false, "EVENKEEL_UPSTREAM_REQUIRED"),
        settings.text("", "EVENKEEL_AUTOMATIC_PROVISIONING_URL", "AUTOMATIC_PROVISIONING_URL"),
        settings.flag(
            false, "EVENKEEL_HIDE_AUTOMATIC_PROVISIONED_URL", "HIDE_AUTOMATIC_PROVISIONED_URL"),
        settings.text("keptn", "EVENKEEL_POD_NAMESPACE", "POD_NAMESPACE"),
        settings.text(
            "/keptn-git-config/git-remote-url-denylist", "EVENKEEL_GIT_REMOTE_URL_DENYLIST"));
  }
}
