package io.github.nnc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.nnc.tensor.Shape;
import io.github.nnc.testing.Evaluator;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The map of the house: which package may know which, and which library is used where. */
class ArchitectureTest {

    private static final String ROOT = "io.github.nnc.";
    private static final int MOST_LINES = 500;

    /** Of each package the packages that it may use; each stands below those that use it. */
    private static final Map<String, List<String>> BELOW = Map.ofEntries(
            Map.entry("source", List.of()),
            Map.entry("diagnostic", List.of("source")),
            Map.entry("syntax", List.of("source", "diagnostic")),
            Map.entry("parser", List.of("source", "diagnostic", "syntax")),
            Map.entry("format", List.of("source", "diagnostic", "syntax")),
            Map.entry("tensor", List.of("source", "diagnostic")),
            Map.entry("kernel", List.of("source", "diagnostic", "tensor")),
            Map.entry("layer", List.of("source", "diagnostic", "tensor", "kernel")),
            Map.entry("model", List.of("source", "diagnostic", "tensor", "layer")),
            Map.entry("check", List.of("source", "diagnostic", "syntax", "tensor", "layer", "model")),
            Map.entry("support", List.of()),
            Map.entry("weights", List.of("source", "diagnostic", "tensor", "layer", "model", "support")),
            Map.entry("graph", List.of("source", "diagnostic")),
            Map.entry("network", List.of("tensor", "layer", "graph")),
            Map.entry("operators", List.of("source", "diagnostic", "tensor", "layer", "graph", "network")),
            Map.entry("recognise", List.of("tensor", "layer", "graph", "network")),
            Map.entry(
                    "importer",
                    List.of(
                            "source",
                            "diagnostic",
                            "tensor",
                            "layer",
                            "model",
                            "weights",
                            "compiler",
                            "graph",
                            "network",
                            "operators",
                            "recognise")),
            Map.entry("onnx", List.of("source", "diagnostic", "tensor", "layer", "model")),
            Map.entry("lower", List.of("tensor", "kernel", "layer", "model")),
            Map.entry(
                    "emit",
                    List.of(
                            "source",
                            "diagnostic",
                            "tensor",
                            "kernel",
                            "layer",
                            "model",
                            "lower",
                            "support",
                            "weights")),
            Map.entry(
                    "compiler",
                    List.of(
                            "source",
                            "diagnostic",
                            "syntax",
                            "parser",
                            "tensor",
                            "layer",
                            "model",
                            "check",
                            "support",
                            "weights",
                            "lower",
                            "emit")),
            Map.entry("report", List.of("source", "diagnostic", "tensor", "layer", "model", "compiler")),
            Map.entry("disk", List.of("source")),
            Map.entry("inmemory", List.of("tensor", "model")),
            Map.entry(
                    "verify",
                    List.of(
                            "source",
                            "diagnostic",
                            "tensor",
                            "model",
                            "weights",
                            "graph",
                            "importer",
                            "compiler",
                            "inmemory")),
            Map.entry(
                    "cli",
                    List.of(
                            "source",
                            "diagnostic",
                            "syntax",
                            "parser",
                            "format",
                            "tensor",
                            "layer",
                            "model",
                            "support",
                            "weights",
                            "graph",
                            "importer",
                            "operators",
                            "onnx",
                            "compiler",
                            "report",
                            "disk",
                            "inmemory",
                            "verify")),
            Map.entry(
                    "maven",
                    List.of(
                            "source",
                            "diagnostic",
                            "tensor",
                            "layer",
                            "model",
                            "graph",
                            "importer",
                            "compiler",
                            "report",
                            "disk",
                            "inmemory")));

    /** Of each library the packages that may use it. */
    private static final Map<String, List<String>> LIBRARIES = new TreeMap<>(Map.ofEntries(
            Map.entry("org.antlr..", List.of("parser")),
            Map.entry("com.palantir.javapoet..", List.of("emit")),
            Map.entry("picocli..", List.of("cli")),
            Map.entry("org.apache.maven..", List.of("maven")),
            Map.entry("org.codehaus.plexus..", List.of("maven")),
            Map.entry("org.sonatype.plexus..", List.of("maven")),
            Map.entry("com.fasterxml.jackson..", List.of("diagnostic", "report")),
            Map.entry("ai.onnx.proto..", List.of("graph", "onnx")),
            Map.entry("com.google.protobuf..", List.of("graph", "onnx")),
            Map.entry("ai.onnxruntime..", List.of("verify")),
            Map.entry("javax.tools..", List.of("inmemory"))));

    /** Those that do input and output, and those that read or write on behalf of a caller who opened the stream. */
    private static final String[] SHELLS = {ROOT + "cli..", ROOT + "maven..", ROOT + "disk..", ROOT + "support.."};

    private static final JavaClasses PRODUCT = importedWith(Shape.class);
    private static final JavaClasses TESTS = importedWith(Evaluator.class);

    private static JavaClasses importedWith(Class<?> neighbour) {
        try {
            return new ClassFileImporter()
                    .importPath(Path.of(neighbour
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> packages() {
        return PRODUCT.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(ROOT.length()))
                .distinct()
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void dependsDownwardsOnly(String name) {
        assertThat(BELOW).as("packages in the map of the house").containsKey(name);
        List<String> allowed =
                new ArrayList<>(List.of("java..", "javax..", "org.w3c..", "org.xml.sax..", ROOT + name + ".."));
        BELOW.get(name).forEach(below -> allowed.add(ROOT + below + ".."));
        LIBRARIES.forEach((library, users) -> {
            if (users.contains(name)) {
                allowed.add(library);
            }
        });
        classes()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .onlyDependOnClassesThat(resideIn(allowed))
                .check(PRODUCT);
    }

    /** Arrays and primitives are in no package. */
    private static DescribedPredicate<JavaClass> resideIn(List<String> packages) {
        DescribedPredicate<JavaClass> named = JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new));
        return DescribedPredicate.describe(
                "are in " + packages,
                type -> type.getBaseComponentType().isPrimitive() || named.test(type.getBaseComponentType()));
    }

    @Test
    void eachPackageStandsBelowThoseThatUseIt() {
        BELOW.forEach((user, used) ->
                used.forEach(below -> assertThat(reachable(below)).as(below).doesNotContain(user)));
    }

    private static List<String> reachable(String name) {
        List<String> found = new ArrayList<>(BELOW.get(name));
        for (int i = 0; i < found.size(); i++) {
            BELOW.get(found.get(i)).stream()
                    .filter(next -> !found.contains(next))
                    .forEach(found::add);
        }
        return found;
    }

    @Test
    void librariesAreUsedInOnePlaceOnly() {
        LIBRARIES.forEach((library, users) -> noClasses()
                .that()
                .resideOutsideOfPackages(
                        users.stream().map(user -> ROOT + user + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(PRODUCT));
    }

    @Test
    void theCoreDoesNoInputOrOutput() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SHELLS)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File|RandomAccessFile|File(Reader|Writer|.*Stream))|java\\.nio\\.file\\.Files|java\\.net\\.(Socket|http).*")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(PRODUCT);
    }

    @Test
    void nothingIsReflectedUpon() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.reflect\\.(Array|Constructor|Field|Method|Proxy)")
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .check(PRODUCT);
    }

    @Test
    void staticStateNeverChanges() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .haveNameNotMatching(".*\\.Nn(Lexer|Parser)") // ANTLR's
                .should()
                .beFinal()
                .check(PRODUCT);
    }

    @Test
    void theEvaluatorIsIndependentOfWhatItJudges() {
        noClasses()
                .that()
                .haveNameMatching(
                        ".*\\.testing\\.(Evaluator|Activations|ErrorFunction|Tensor|Lengths|Rule|.*Rules)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "kernel..", ROOT + "lower..", ROOT + "emit..")
                .check(TESTS);
    }

    @Test
    void eachPackageSaysWhatItIsFor() throws IOException {
        for (Path folder : sources(Path.of("src/main/java"))
                .map(Path::getParent)
                .distinct()
                .toList()) {
            assertThat(folder.resolve("package-info.java")).isRegularFile();
            assertThat(folder.resolve("package-info.java")).content().contains("/**");
        }
    }

    @Test
    void noFileIsLong() throws IOException {
        for (String root : List.of("src/main/java", "src/test/java", "src/jmh/java", "grammar", "src/test/python")) {
            if (Files.exists(Path.of(root))) {
                for (Path file : sources(Path.of(root)).toList()) {
                    assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThan(MOST_LINES);
                }
            }
        }
    }

    private static Stream<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> found = files.filter(file -> file.toString().matches(".*\\.(java|g4|py)"))
                    .sorted()
                    .toList();
            return found.stream();
        }
    }
}
