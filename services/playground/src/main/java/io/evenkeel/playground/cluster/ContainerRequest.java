package io.evenkeel.playground.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One container to run, everything resolved: {@code $(VAR)} expanded, mounts as host directories.
 *
 * @param namespace the pod's namespace
 * @param pod the pod's name
 * @param podLabels the pod's labels
 * @param container the container's name in the pod
 * @param image the image reference as the pod spec has it
 * @param command replaces the image's entry point; empty if the pod gives none
 * @param args the arguments; empty if the pod gives none
 * @param env every variable of the container, in the order of its definition
 * @param workingDir {@code ""} if the pod gives none
 * @param mounts mount path to the host directory (or file, where {@code subPath} names one)
 * @param ports the declared container ports
 */
public record ContainerRequest(
    String namespace,
    String pod,
    Map<String, String> podLabels,
    String container,
    String image,
    List<String> command,
    List<String> args,
    Map<String, String> env,
    String workingDir,
    Map<String, Path> mounts,
    List<Integer> ports) {}
