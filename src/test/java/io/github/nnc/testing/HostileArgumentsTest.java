package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.layer.ArgumentValue;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import io.github.nnc.model.Model;
import io.github.nnc.model.Node;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every argument of every layer at its extremes: a diagnostic, or a network that can be counted and compiled. */
class HostileArgumentsTest {

    static final List<String> LAYERS =
            LayerCatalog.ALL.stream().map(LayerType::name).toList();

    private static final List<String> WHOLES = List.of(
            "-9223372036854775808",
            "-2147483649",
            "-1",
            "0",
            "1",
            "2",
            "3",
            "7",
            "64",
            "2147483647",
            "4611686018427387904",
            "9223372036854775807",
            "9223372036854775808");
    private static final List<String> SIZES = List.of("1x1", "3x1", "1x7x2", "2147483647x2147483647", "1x2x3x4x5x6");
    private static final List<String> LISTS =
            List.of("0,0", "1,0", "-1,5", "0,1,2", "2,1,0", "9223372036854775807,1", "1,2,3,4,5,6,7");
    private static final List<String> REALS =
            List.of("-1e308", "-1e38", "-1.0", "0.0", "1e-45", "1e-300", "0.5", "3e38", "1e39", "1e400");

    @ParameterizedTest
    @FieldSource("LAYERS")
    void endInDiagnosticsOrInAClass(String layer) {
        LayerType type = LayerCatalog.find(layer).orElseThrow();
        for (Parameter parameter : type.parameters()) {
            for (String value : extremes(parameter)) {
                examined(type, parameter.name(), value).ifPresent(HostileArgumentsTest::check);
            }
        }
    }

    private static List<String> extremes(Parameter parameter) {
        List<String> values = new ArrayList<>();
        switch (parameter.kind()) {
            case WHOLE -> values.addAll(WHOLES);
            case SIZES, PADDING, DIMENSIONS -> {
                values.addAll(WHOLES);
                values.addAll(SIZES);
                values.addAll(parameter.words());
            }
            case REAL -> values.addAll(REALS);
            case WHOLES, NUMBERS -> {
                values.addAll(WHOLES);
                values.addAll(LISTS);
            }
            case FLAG -> values.addAll(List.of("true", "false"));
            case WORD -> values.addAll(parameter.words());
            case TEXT, VALUE -> values.add("\"\\u0000\"");
        }
        return values;
    }

    /** The layer's example with one argument given otherwise; empty where the others cannot be written again. */
    private static Optional<String> examined(LayerType type, String argument, String value) {
        String text = LayerReference.exampleFile(type);
        Node node = Networks.model(text).nodes().stream()
                .filter(each -> each.type().equals(type) && !each.word())
                .findFirst()
                .orElse(null);
        if (node == null) {
            return Optional.empty();
        }
        String statement = node.span().text();
        int body = statement.indexOf('<');
        String arguments = node.arguments().values().entrySet().stream()
                .filter(each -> !each.getKey().equals(argument))
                .filter(each -> !type.parameter(each.getKey())
                        .orElseThrow()
                        .defaultValue()
                        .equals(Optional.of(each.getValue())))
                .map(each -> each.getKey() + "=" + written(each.getValue()))
                .sorted()
                .collect(Collectors.joining(" "));
        String changed = type.name() + " " + arguments + " " + argument + "=" + value;
        return Optional.of(text.replace(statement, body < 0 ? changed : changed + " " + statement.substring(body)));
    }

    private static String written(ArgumentValue value) {
        if (value instanceof ArgumentValue.Whole whole) {
            return "" + whole.value();
        } else if (value instanceof ArgumentValue.Real real) {
            return "" + real.value();
        } else if (value instanceof ArgumentValue.Flag flag) {
            return "" + flag.value();
        } else if (value instanceof ArgumentValue.Word word) {
            return word.value();
        } else if (value instanceof ArgumentValue.Wholes wholes) {
            return wholes.values().stream().map(String::valueOf).collect(Collectors.joining(","));
        } else if (value instanceof ArgumentValue.Numbers numbers) {
            return numbers.values().stream().map(String::valueOf).collect(Collectors.joining(","));
        } else if (value instanceof ArgumentValue.Sizes sizes) {
            return sizes.values().stream().map(String::valueOf).collect(Collectors.joining("x"));
        } else if (value instanceof ArgumentValue.Dimensions dimensions) {
            return dimensions.extents().stream()
                    .map(each -> each.orElseThrow().toString())
                    .collect(Collectors.joining("x"));
        }
        return value.toString();
    }

    private static void check(String text) {
        try {
            CheckResult checked = Compiler.check(FilesInMemory.ofTexts(Map.of("m.nn", text)), "m.nn");
            for (Model model : checked.models()) {
                Compiler.ModelSource source = new Compiler.ModelSource("m.nn", Optional.empty(), false);
                assertThat(Compiler.cost(model).multiplyAdds()).as(text).isGreaterThanOrEqualTo(BigInteger.ZERO);
                Compiler.compile(FilesInMemory.ofTexts(Map.of("m.nn", text)), source, model);
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(text, e);
        }
    }
}
