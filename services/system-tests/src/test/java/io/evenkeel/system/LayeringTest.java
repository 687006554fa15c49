package io.evenkeel.system;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;

/** Who may use what, where a POM cannot say it. */
@AnalyzeClasses(packages = "io.evenkeel", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {

  private static final String PURE = "io.evenkeel.model..";

  /** What a service may use of ours besides itself. */
  private static final String[] COMMON = {
    PURE, "io.evenkeel.kit..", "io.evenkeel.camel.task..", "io.evenkeel.camel.helm.."
  };

  @ArchTest
  static final ArchRule decisionsKnowNoFrameworkAndDoNoIo = noClasses()
      .that()
      .resideInAPackage(PURE)
      .should()
      .dependOnClassesThat(resideInAnyPackage(
              "io.vertx..",
              "org.apache.camel..",
              "io.fabric8..",
              "java.net.http..",
              "java.nio.channels..",
              "java.nio.file..",
              "java.sql..")
          .or(ioBeyondMemory()))
      .because("a decision that needs no IO can be tested without any");

  @ArchTest
  static final ArchRule decisionsReadNoClock = noClasses()
      .that()
      .resideInAPackage(PURE)
      .should()
      .callMethodWhere(calls(System.class, "nanoTime|currentTimeMillis"))
      .orShould()
      .callMethodWhere(calls(Clock.class, "system.*|tick.*"))
      .orShould()
      .callMethodWhere(calls(Instant.class, "now"))
      .orShould()
      .callMethodWhere(calls(LocalDateTime.class, "now"))
      .orShould()
      .callMethodWhere(calls(OffsetDateTime.class, "now"))
      .orShould()
      .callMethodWhere(calls(ZonedDateTime.class, "now"))
      .because("replaying the event log must give the same answer: time comes in with the input");

  @ArchTest
  static final ArchRule decisionsRollNoDice = noClasses()
      .that()
      .resideInAPackage(PURE)
      .should()
      .callMethodWhere(calls(UUID.class, "randomUUID"))
      .orShould()
      .callMethodWhere(calls(Math.class, "random"))
      .orShould()
      .dependOnClassesThat()
      .areAssignableTo(Random.class)
      .because("replaying the event log must give the same answer: ids come in with the input");

  @ArchTest
  static final ArchRule servicesDoNotKnowEachOther = slices()
      .matching("io.evenkeel.(*)..")
      .namingSlices("$1")
      .should()
      .notDependOnEachOther()
      .ignoreDependency(alwaysTrue(), resideInAnyPackage(COMMON))
      .ignoreDependency(resideInAnyPackage("io.evenkeel.allinone.."), alwaysTrue())
      .ignoreDependency(
          resideInAnyPackage("io.evenkeel.testkit.."), resideInAnyPackage("io.evenkeel.kit.."))
      .because("services talk through events; only all-in-one puts them together");

  @ArchTest
  static final ArchRule commonCodeKnowsNoService = noClasses()
      .that()
      .resideInAnyPackage(COMMON)
      .should()
      .dependOnClassesThat(resideInAnyPackage("io.evenkeel..")
          .and(DescribedPredicate.not(resideInAnyPackage(COMMON))))
      .because("what every service stands on must not lean on one of them");

  @ArchTest
  static final ArchRule theModelKnowsOnlyItself = noClasses()
      .that()
      .resideInAPackage(PURE)
      .should()
      .dependOnClassesThat(
          resideInAnyPackage("io.evenkeel..").and(DescribedPredicate.not(resideInAnyPackage(PURE))))
      .because("everything agrees on the model, so it depends on nothing of ours");

  @ArchTest
  static final ArchRule theHelmComponentIsPlainCamel = noClasses()
      .that()
      .resideInAPackage("io.evenkeel.camel.helm..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("io.vertx..", "io.evenkeel.kit..", "io.evenkeel.model..")
      .because("any Camel application can use helm:, with or without Evenkeel");

  @ArchTest
  static final ArchRule theCommandLineStartsFast = noClasses()
      .that()
      .resideInAPackage("io.evenkeel.cli..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("io.vertx..", "org.apache.camel..", "io.fabric8..", "io.evenkeel.kit..")
      .because("the command line answers before one notices that it is Java");

  @ArchTest
  static final ArchRule verticlesAreNamedSo = classes()
      .that()
      .areAssignableTo("io.vertx.core.VerticleBase")
      .should()
      .haveSimpleNameEndingWith("Verticle")
      .because("XVerticle is the file to open first");

  @ArchTest
  static final ArchRule topPackagesHaveNoCycles =
      slices().matching("io.evenkeel.(*)..").should().beFreeOfCycles();

  private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String methods) {
    DescribedPredicate<HasName> named = nameMatching(methods);
    return target(named).and(target(owner(type(owner))));
  }

  /** java.io without what only names failures or works in memory. */
  private static DescribedPredicate<JavaClass> ioBeyondMemory() {
    return resideInAnyPackage("java.io")
        .and(DescribedPredicate.not(nameMatching(
            "java\\.io\\.(Serializable|String(Reader|Writer)|(Unchecked)?IOException)")));
  }
}
