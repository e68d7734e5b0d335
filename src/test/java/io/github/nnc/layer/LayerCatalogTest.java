package io.github.nnc.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.testing.CaseFile;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every layer, so that a new one cannot be half there. */
class LayerCatalogTest {

    private static final Set<String> NAMES =
            LayerCatalog.ALL.stream().map(LayerType::name).collect(Collectors.toSet());

    @Test
    void listsEveryLayerOfThePackage() throws ReflectiveOperationException, IOException, URISyntaxException {
        List<LayerType> declared = new ArrayList<>();
        for (Class<?> type : classesOfThePackage()) {
            if (Layer.class.isAssignableFrom(type) && !type.isInterface()) {
                Field field = type.getDeclaredField("TYPE");
                assertThat(Modifier.isStatic(field.getModifiers())).isTrue();
                declared.add((LayerType) field.get(null));
            }
        }
        assertThat(LayerCatalog.ALL).containsExactlyInAnyOrderElementsOf(declared);
    }

    private static List<Class<?>> classesOfThePackage() throws IOException, URISyntaxException, ClassNotFoundException {
        Path root = Path.of(
                Layer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("io/github/nnc/layer"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.equals("package-info.class")) {
                    classes.add(Class.forName("io.github.nnc.layer." + name.replace(".class", "")));
                }
            }
        }
        return classes;
    }

    @Test
    void hasNamesAsPeopleTypeThem() {
        assertThat(NAMES).hasSameSizeAs(LayerCatalog.ALL);
        assertThat(NAMES).allMatch(name -> name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
        for (LayerType type : LayerCatalog.ALL) {
            List<String> arguments =
                    type.parameters().stream().map(Parameter::name).toList();
            assertThat(arguments).as(type.name()).doesNotHaveDuplicates();
            assertThat(arguments).as(type.name()).doesNotContain("weight", "transposed", "in");
        }
    }

    /** A word after a layer is one thing only: {@code gelu tanh} is a forgotten semicolon. */
    @Test
    void keepsTheWordsOfOptionsApartFromTheNamesOfLayers() {
        for (LayerType type : LayerCatalog.ALL) {
            for (Parameter parameter : type.parameters()) {
                List<String> words = new ArrayList<>(parameter.words());
                if (parameter.kind() == Parameter.Kind.FLAG) {
                    words.add(parameter.name());
                }
                if (!parameter.byName()) {
                    assertThat(words).as(type.name()).doesNotContainAnyElementsOf(NAMES);
                }
            }
        }
    }

    @Test
    void joinsTakeTheirValuesAsOperands() {
        LayerCatalog.ALL.stream()
                .filter(type -> type.role() == LayerType.Role.JOIN)
                .forEach(type ->
                        assertThat(type.parameters()).as(type.name()).noneMatch(p -> p.kind() == Parameter.Kind.VALUE));
    }

    @Test
    void defaultsAreAccepted() {
        for (LayerType type : LayerCatalog.ALL) {
            for (Parameter parameter : type.parameters()) {
                parameter
                        .defaultValue()
                        .ifPresent(value -> assertThat(accepts(parameter, value))
                                .as(type.name() + " " + parameter.name())
                                .isTrue());
            }
        }
    }

    private static boolean accepts(Parameter parameter, ArgumentValue value) {
        return switch (parameter.kind()) {
            case WHOLE -> parameter.accepts(((ArgumentValue.Whole) value).value());
            case REAL -> parameter.accepts(((ArgumentValue.Real) value).value());
            case WHOLES -> ((ArgumentValue.Wholes) value).values().stream().allMatch(parameter::accepts);
            case NUMBERS -> ((ArgumentValue.Numbers) value).values().stream().allMatch(parameter::accepts);
            case WORD -> parameter.words().contains(((ArgumentValue.Word) value).value());
            case FLAG -> value instanceof ArgumentValue.Flag;
            case SIZES -> accepts(parameter, (ArgumentValue.Sizes) value);
            case PADDING ->
                value instanceof ArgumentValue.Word word
                        ? parameter.words().contains(word.value())
                        : accepts(parameter, (ArgumentValue.Sizes) value);
            case DIMENSIONS -> value instanceof ArgumentValue.Dimensions;
            case TEXT -> value instanceof ArgumentValue.Text;
            case VALUE -> false;
        };
    }

    private static boolean accepts(Parameter parameter, ArgumentValue.Sizes value) {
        return value.values().stream().allMatch(parameter::accepts);
    }

    @Test
    void activationsCanStandAsWords() {
        for (LayerType type : LayerCatalog.ALL) {
            if (type.isActivation()) {
                assertThat(type.parameters()).as(type.name()).noneMatch(Parameter::required);
            }
        }
    }

    /** Each layer shows in {@code src/test/cases/layers} how it is misused and what the compiler says then. */
    @Test
    void everyLayerHasACaseOfMisuse() {
        Set<String> cases = CaseFile.all().stream()
                .filter(file -> !file.expected().isEmpty())
                .map(CaseFile::path)
                .filter(path -> path.startsWith("layers/"))
                .map(path -> path.substring("layers/".length(), path.length() - ".nn".length()))
                .collect(Collectors.toSet());
        assertThat(cases).containsAll(NAMES);
    }
}
