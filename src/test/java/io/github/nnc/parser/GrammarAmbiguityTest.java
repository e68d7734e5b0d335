package io.github.nnc.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.source.SourceFile;
import io.github.nnc.testing.RandomSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text has two parse trees, by ANTLR's exact detection. */
class GrammarAmbiguityTest {

    @ParameterizedTest
    @ValueSource(strings = {"digits", "resnet50", "unet", "bert", "siamese", "silero_vad", "wavenet"})
    void readsTheExamplesInOneWay(String name) throws IOException {
        assertThat(findings(Files.readString(Path.of("src/test/resources/language", name + ".nn"))))
                .isEmpty();
    }

    @Test
    void readsRandomSourcesInOneWay() {
        for (int seed = 0; seed < 500; seed++) {
            String text = RandomSource.write(seed);
            assertThat(findings(text)).as("seed " + seed + "\n" + text).isEmpty();
        }
    }

    private static List<String> findings(String text) {
        SourceFile file = new SourceFile("test.nn", text);
        Problems problems = new Problems();
        NnParser parser = new NnParser(new CommonTokenStream(new ListTokenSource(Formulas.split(
                        new SourceStream(file), Lexing.run(file, problems).tokens())
                .tokens())));
        List<String> findings = new ArrayList<>();
        parser.removeErrorListeners();
        parser.addErrorListener(new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    Object symbol,
                    int line,
                    int column,
                    String message,
                    RecognitionException error) {
                findings.add(message);
            }

            @Override
            public void reportAmbiguity(
                    org.antlr.v4.runtime.Parser recognizer,
                    DFA dfa,
                    int start,
                    int stop,
                    boolean exact,
                    BitSet alternatives,
                    ATNConfigSet configurations) {
                findings.add("ambiguous: " + recognizer.getRuleNames()[dfa.atnStartState.ruleIndex]);
            }
        });
        parser.getInterpreter().setPredictionMode(PredictionMode.LL_EXACT_AMBIG_DETECTION);
        parser.file();
        return findings;
    }
}
