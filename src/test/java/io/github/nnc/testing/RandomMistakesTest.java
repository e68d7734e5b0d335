package io.github.nnc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.compiler.CheckResult;
import io.github.nnc.compiler.CompileResult;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.model.Model;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a network is said in diagnostics; what is accepted compiles, and runs where it is small. */
class RandomMistakesTest {

    private static final int COUNT = 300;
    private static final int MOST_TRIES = 3000;
    private static final BigInteger SMALL = BigInteger.valueOf(20_000);

    /** Three hundred texts with mistakes of typing, most of which no parser lets pass. */
    @Test
    void mistypedNetworksEndInDiagnosticsOrInClassesThatRun() {
        Trial trial = new Trial();
        trial.until(() -> trial.tries == COUNT, RandomMistakes::mistyped);
        assertThat(trial.refused).as("refused networks").isGreaterThan(COUNT / 2);
        assertThat(trial.codes).hasSizeGreaterThan(25);
        assertThat(trial.accepted.size()).as("accepted networks").isPositive();
        trial.run();
    }

    /** Three hundred networks of good syntax that do not fit together; some mistakes leave them well-shaped. */
    @Test
    void illShapedNetworksAreRefused() {
        Trial trial = new Trial();
        trial.until(() -> trial.misshapen == COUNT, RandomMistakes::illShaped);
        assertThat(trial.codes.stream().filter(RandomMistakesTest::isOfShapes)).hasSizeGreaterThan(10);
        trial.run();
    }

    private static boolean isOfShapes(Code code) {
        return code.id().startsWith("NN2");
    }

    /** Networks that are checked one by one, and what came of them. */
    private static final class Trial {

        private final List<Model> accepted = new ArrayList<>();
        private final Map<String, String> large = new TreeMap<>();
        private final Set<Code> codes = EnumSet.noneOf(Code.class);
        private int tries;
        private int refused;
        private int misshapen;

        void until(BooleanSupplier enough, LongFunction<String> texts) {
            while (!enough.getAsBoolean()) {
                assertThat(tries)
                        .as("networks, of which " + refused + " are refused")
                        .isLessThan(MOST_TRIES);
                attempt(texts.apply(tries++));
            }
        }

        private void attempt(String text) {
            FilesInMemory files = FilesInMemory.ofTexts(Map.of("m.nn", text));
            try {
                CheckResult result = Compiler.check(files, "m.nn");
                if (result.hasErrors()) {
                    refuse(text, result);
                    return;
                }
                for (Model model : result.models()) {
                    if (isSmall(model)) {
                        accepted.add(model);
                    } else {
                        large.putAll(compile(files, model).sources());
                    }
                }
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(text, e);
            }
        }

        private void refuse(String text, CheckResult result) {
            List<Code> found = result.diagnostics().stream()
                    .filter(Diagnostic::isError)
                    .map(Diagnostic::code)
                    .toList();
            refused++;
            misshapen += found.stream().anyMatch(RandomMistakesTest::isOfShapes) ? 1 : 0;
            codes.addAll(found);
            assertThat(result.models()).as(text).isEmpty();
        }

        private static CompileResult compile(FilesInMemory files, Model model) {
            return Compiler.compile(files, new Compiler.ModelSource("m.nn", Optional.empty(), false), model);
        }

        private static boolean isSmall(Model model) {
            BigInteger values = Stream.concat(
                            model.inputs().stream().map(Model.Input::value),
                            model.nodes().stream().flatMap(node -> node.outputs().stream()))
                    .map(value -> value.type().shape().elements())
                    .reduce(model.parameters(), BigInteger::add);
            return values.compareTo(SMALL) < 0;
        }

        void run() {
            StrictJavac.compile(large);
            List<CompiledNetwork> networks = CompiledNetwork.all(accepted.stream()
                    .map(model -> new CompiledNetwork.Weighted(model, Networks.weights(model, 1)))
                    .toList());
            for (int i = 0; i < networks.size(); i++) {
                Model model = accepted.get(i);
                assertThat(networks.get(i).simple(Networks.inputs(model, i))).hasSameSizeAs(model.outputs());
            }
        }
    }
}
