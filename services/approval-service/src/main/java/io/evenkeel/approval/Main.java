package io.evenkeel.approval;

import io.evenkeel.kit.Service;

/** Starts the approval-service alone. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Service.run(ApprovalVerticle.NAME, ApprovalVerticle::new);
  }
}
