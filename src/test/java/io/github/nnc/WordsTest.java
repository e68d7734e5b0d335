package io.github.nnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.nnc.testing.Agreement;
import io.github.nnc.testing.Ladder;
import io.github.nnc.testing.Outside;
import io.github.nnc.testing.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The transformer among the samples spells, and a good part of what it spells is English. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WordsTest {

    private static final Path DICTIONARY = Path.of("/usr/share/dict/american-english");
    private static final int TOKENS = 27;
    private static final int LONGEST = 23;

    private Sample sample;

    @BeforeAll
    void compile() throws Exception {
        sample = Sample.compile("words", "Spell.java");
    }

    @Test
    void spellsTheSameWordsFromTheSameSeed() throws Exception {
        List<String> words = spell(30, 7);
        assertThat(words).hasSize(30).allMatch(word -> word.matches("[a-z]{1,23}"));
        assertThat(spell(30, 7)).isEqualTo(words);
        assertThat(spell(30, 8)).isNotEqualTo(words);
    }

    /** A letter at a time with carried state gives the same chances as all at once, and as each beginning of the word. */
    @Test
    void goesOnLetterByLetter() throws Exception {
        float[] tokens = tokens("incomprehensibleness");
        double[] whole = sample.forward(tokens);
        assertThat(whole).hasSize(tokens.length * TOKENS);
        Object state = sample.type().getMethod("newState").invoke(sample.network());
        for (int i = 0; i < tokens.length; i++) {
            double[] wanted = Arrays.copyOfRange(whole, i * TOKENS, (i + 1) * TOKENS);
            float[] next = (float[]) sample.type()
                    .getMethod("forward", int[].class, state.getClass())
                    .invoke(sample.network(), new int[] {(int) tokens[i]}, state);
            double[] beginning = sample.forward(Arrays.copyOf(tokens, i + 1));
            double[] last = Arrays.copyOfRange(beginning, i * TOKENS, (i + 1) * TOKENS);
            assertThat(Agreement.TENSOR.difference(doubles(next), wanted)).isEmpty();
            assertThat(Agreement.TENSOR.difference(last, wanted)).isEmpty();
        }
    }

    @Test
    void aThirdOfWhatItSpellsIsInTheDictionary() throws Exception {
        Set<String> dictionary = new HashSet<>(dictionary());
        List<String> words = spell(1000, 1);
        int right = (int) words.stream().filter(dictionary::contains).count();
        System.out.printf("words: %d of %d spelled words are in %s%n", right, words.size(), DICTIONARY);
        String promised = Ladder.rows().get("words").right();
        // a change of the last bit of an exponential can make another word
        assertThat(100.0 * right / words.size()).isCloseTo(Double.parseDouble(promised.replace("%", "")), within(1.0));
    }

    /** Every twentieth word was held out of the training; of these every twentieth is looked at here. */
    @Test
    void knowsWhichLetterComesNextInWordsThatItNeverSaw() throws Exception {
        List<String> all = dictionary();
        double loss = 0;
        int letters = 0;
        for (int i = 19; i < all.size(); i += 400) {
            float[] read = tokens(all.get(i));
            double[] chances = sample.forward(read);
            for (int at = 0; at < read.length; at++) {
                int next = at + 1 < read.length ? (int) read[at + 1] : 0;
                loss -= Math.log(chances[at * TOKENS + next]);
                letters++;
            }
        }
        System.out.printf("words: %.3f nats a letter on %d letters of held-out words%n", loss / letters, letters);
        assertThat(letters).isGreaterThan(1000);
        assertThat(loss / letters).isLessThan(1.8);
    }

    /** The words of the training, in the order of the file. */
    private static List<String> dictionary() throws IOException {
        return Files.readAllLines(Outside.existing(DICTIONARY)).stream()
                .filter(word -> word.matches("[a-z]{1," + LONGEST + "}"))
                .toList();
    }

    private List<String> spell(int count, long seed) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            sample.program("Spell", String.valueOf(count), String.valueOf(seed));
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static float[] tokens(String word) {
        float[] tokens = new float[word.length() + 1];
        for (int i = 0; i < word.length(); i++) {
            tokens[i + 1] = word.charAt(i) - 'a' + 1;
        }
        return tokens;
    }

    private static double[] doubles(float[] floats) {
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }
}
