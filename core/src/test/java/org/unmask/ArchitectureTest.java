package org.unmask;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the shape of the code: which package may use which, and what core may touch at all. */
class ArchitectureTest {

    /** The packages of core in their order: each may use those before it and no other. */
    private static final List<String> ORDER = List.of(
            "random",
            "parallel",
            "field",
            "matrix",
            "model",
            "data",
            "constraint",
            "inference",
            "task",
            "predictor",
            "training",
            "recovery",
            "vocabulary",
            "verdict",
            "errors",
            "estimate",
            "selection",
            "diagnosis",
            "explore",
            "atlas",
            "planning",
            "study");

    private static final String CHECKER = "org.unmask.verdict.check..";

    private static final String DOCUMENTS = "org.unmask.verdict.document..";

    private static final String VECTORS = "jdk.incubator.vector..";

    private static final DescribedPredicate<JavaClass> VECTOR_KERNEL = DescribedPredicate.describe(
            "vector kernels", found -> found.getName().startsWith("org.unmask.inference.Vector"));

    private static JavaClasses core;

    @BeforeAll
    static void readCore() {
        core = new ClassFileImporter()
                .withImportOption(location -> !location.contains("test-classes/"))
                .withImportOption(new ImportOption.DoNotIncludeJars())
                .importPackages("org.unmask");
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        TreeSet<String> unknown = core.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals("org.unmask"))
                .filter(name -> !ORDER.contains(firstRoom(name)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown)
                .as("packages of core that the list of this test does not name")
                .isEmpty();
    }

    @Test
    void eachPackageUsesOnlyThoseBeforeIt() {
        for (int i = 0; i < ORDER.size(); i++) {
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> "org.unmask." + name + "..")
                    .toArray(String[]::new);
            if (later.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("org.unmask." + ORDER.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .because("the packages of core use each other in one direction")
                        .allowEmptyShould(true)
                        .check(core);
            }
        }
    }

    @Test
    void theCheckerOfCertificatesSharesNothingWithTheirFinders() {
        DescribedPredicate<JavaClass> anythingElseOfOurs =
                resideInAnyPackage("org.unmask..").and(resideOutsideOfPackages(CHECKER, DOCUMENTS));

        noClasses()
                .that()
                .resideInAnyPackage(CHECKER, DOCUMENTS)
                .should()
                .dependOnClassesThat(are(anythingElseOfOurs))
                .because("a checker that shares code with the finder shares its mistakes")
                .allowEmptyShould(true)
                .check(core);
    }

    @Test
    void theCheckerOfCertificatesUsesTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage(CHECKER)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", CHECKER)
                .allowEmptyShould(true)
                .check(core);
        classes()
                .that()
                .resideInAPackage(DOCUMENTS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", CHECKER, DOCUMENTS)
                .allowEmptyShould(true)
                .check(core);
    }

    @Test
    void coreStandsOnTheJdkAndHipparchusAlone() {
        ArchRule rule = classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax..", "org.hipparchus..", "org.jspecify..", "org.unmask..", VECTORS)
                .allowEmptyShould(true);

        rule.check(core);
    }

    /** So that everything else loads and runs where that module is not there. */
    @Test
    void theVectorModuleIsKnownToVectorKernelsAloneAndNothingKnowsThem() {
        noClasses()
                .that(are(DescribedPredicate.not(VECTOR_KERNEL)))
                .should()
                .dependOnClassesThat(VECTOR_KERNEL.or(resideInAnyPackage(VECTORS)))
                .check(core);
    }

    @Test
    void corePrintsNothing() {
        noClasses()
                .should(ACCESS_STANDARD_STREAMS)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.io.PrintStream.class)
                .because("core answers with values; the command line talks")
                .allowEmptyShould(true)
                .check(core);
    }

    @Test
    void everyPackageWithClassesHasASignOnItsDoor() throws IOException {
        List<Path> bare = new ArrayList<>();
        List<Path> rooms = packagesOfAllModules();
        for (Path room : rooms) {
            Path sign = room.resolve("package-info.java");
            if (!Files.exists(sign) || !Files.readString(sign).contains("@NullMarked")) {
                bare.add(room);
            }
        }

        assertThat(rooms).as("packages found in the source folders").isNotEmpty();
        assertThat(bare)
                .as("packages without a package-info.java that is @NullMarked")
                .isEmpty();
    }

    /** The folders with Java sources below {@code src/main/java} of each module beside this one. */
    private static List<Path> packagesOfAllModules() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        if (!Files.isDirectory(root.resolve("core"))) {
            root = root.resolveSibling("");
        }
        List<Path> rooms = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                Path sources = module.resolve("src/main/java");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        files.filter(file -> file.toString().endsWith(".java"))
                                .map(Path::getParent)
                                .distinct()
                                .sorted()
                                .forEach(rooms::add);
                    }
                }
            }
        }
        return rooms;
    }

    /** The first part of a package's name below {@code org.unmask}. */
    private static String firstRoom(String packageName) {
        String below = packageName.substring("org.unmask.".length());
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }
}
