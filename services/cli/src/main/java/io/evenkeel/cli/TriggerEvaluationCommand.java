package io.evenkeel.cli;

import picocli.CommandLine.Command;

/** The name under which one triggers an evaluation today. */
@Command(name = "evaluation", description = "Start an evaluation of a service.")
final class TriggerEvaluationCommand extends TriggerEvaluation {}
