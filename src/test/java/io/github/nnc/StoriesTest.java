package io.github.nnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.disk.DiskFiles;
import io.github.nnc.testing.Outside;
import io.github.nnc.testing.StrictJavac;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small Llama that others trained tells the story here that they published, to the last character. */
class StoriesTest {

    private static final String DATA = "data/stories260K/";
    private static final int BEGIN = 1;
    private static final int LONGEST = 256;

    @TempDir
    private Path folder;

    /** Scores of what comes next, given all tokens so far. */
    private interface Model {

        float[] next(int[] tokens, int count) throws ReflectiveOperationException;
    }

    @Test
    void tellsThePublishedStoryFromAGrowingBeginning() throws Exception {
        Class<?> type = compile("Stories");
        Object network = load(type);
        Object workspace = type.getMethod("newWorkspace").invoke(network);
        Method forward = type.getMethod(
                "forward", int[].class, int.class, int.class, float[].class, int.class, workspace.getClass());
        float[] scores = new float[type.getField("OUTPUT_SIZE").getInt(null)];
        tell("all tokens anew", (tokens, count) -> {
            forward.invoke(network, tokens, 0, count, scores, 0, workspace);
            return scores;
        });
    }

    @Test
    void tellsThePublishedStoryTokenByToken() throws Exception {
        Class<?> type = compile("StoriesCarry");
        Object network = load(type);
        Object state = type.getMethod("newState").invoke(network);
        Object workspace = type.getMethod("newWorkspace").invoke(network);
        Class<?>[] parameters = {
            int[].class, int.class, int.class, float[].class, int.class, state.getClass(), workspace.getClass()
        };
        Method forward = type.getMethod("forward", parameters);
        float[] scores = new float[type.getField("OUTPUT_SIZE").getInt(null)];
        tell("one token a call", (tokens, count) -> {
            forward.invoke(network, tokens, count - 1, 1, scores, 0, state, workspace);
            return scores;
        });
    }

    private static void tell(String how, Model model) throws Exception {
        String published = published();
        List<byte[]> vocabulary = vocabulary();
        long start = System.nanoTime();
        List<Integer> told = greedily(model);
        double time = (System.nanoTime() - start) / 1e6 / told.size();
        System.out.printf("stories260K, %s: %d tokens, %.3f ms each%n", how, told.size(), time);
        assertThat(text(told, vocabulary)).isEqualTo(published);
    }

    /** The most probable token again and again, until a new story would begin. */
    private static List<Integer> greedily(Model model) throws ReflectiveOperationException {
        List<Integer> told = new ArrayList<>();
        int[] tokens = new int[LONGEST + 1];
        tokens[0] = BEGIN;
        while (told.size() < LONGEST) {
            int next = largest(model.next(tokens, told.size() + 1));
            if (next == BEGIN) {
                break;
            }
            told.add(next);
            tokens[told.size()] = next;
        }
        return told;
    }

    private static int largest(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    /** What the description of the model shows below the command that chooses the most probable token. */
    private static String published() throws IOException {
        String page = Files.readString(Outside.checks(DATA + "stories260K.md"));
        String command = "-z stories260K/tok512.bin -t 0.0\n";
        int start = page.indexOf(command) + command.length();
        return page.substring(start, page.indexOf("\n```", start));
    }

    /** The tokens' bytes: after four bytes for the longest, a score, a length and the bytes themselves of each. */
    private static List<byte[]> vocabulary() throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(Outside.checks(DATA + "tok512.bin")))
                .order(ByteOrder.LITTLE_ENDIAN);
        file.getInt();
        List<byte[]> tokens = new ArrayList<>();
        while (file.hasRemaining()) {
            file.getFloat();
            byte[] token = new byte[file.getInt()];
            file.get(token);
            tokens.add(token);
        }
        return tokens;
    }

    /** The bytes of all tokens; the space with which a story begins is left out, and a token `<0x0A>` is that byte. */
    private static String text(List<Integer> tokens, List<byte[]> vocabulary) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int token : tokens) {
            String piece = new String(vocabulary.get(token), StandardCharsets.UTF_8);
            if (piece.matches("<0x[0-9A-F]{2}>")) {
                bytes.write(Integer.parseInt(piece.substring(3, 5), 16));
            } else {
                bytes.writeBytes(vocabulary.get(token));
            }
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return text.startsWith(" ") ? text.substring(1) : text;
    }

    private Object load(Class<?> type) throws ReflectiveOperationException {
        Path weights = folder.resolve("stories.safetensors");
        Outside.python(
                List.of("struct"),
                Map.of(
                        "NNC_CHECKPOINT",
                        Outside.checks(DATA + "stories260K.bin").toString(),
                        "NNC_WEIGHTS",
                        weights.toString()),
                "stories_weights.py");
        return type.getMethod("load", Path.class).invoke(null, weights);
    }

    private static Class<?> compile(String name) throws ClassNotFoundException {
        return StrictJavac.load(new DiskFiles(Path.of("src/test/resources/checks")), "stories.nn")
                .loadClass("com.example." + name);
    }
}
