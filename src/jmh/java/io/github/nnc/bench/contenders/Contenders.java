package io.github.nnc.bench.contenders;

import io.github.nnc.bench.loops.HandWritten;
import io.github.nnc.bench.models.Checked;
import io.github.nnc.bench.models.Prepared;
import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** All who can run a prepared network here, with one input for all. */
public final class Contenders implements AutoCloseable {

    /** nnc without the Vector API; the others are compared with its results. */
    public static final String PLAIN = "nnc plain";

    /** nnc with the Vector API. */
    public static final String VECTOR = "nnc vector";

    public static final String ONNX_RUNTIME = "ONNX Runtime";
    public static final String DJL = "DJL, PyTorch";
    public static final String LOOPS = "Java loops";

    /** In the order of the tables. */
    public static final List<String> NAMES = List.of(PLAIN, VECTOR, ONNX_RUNTIME, DJL, LOOPS);

    private final Map<String, Contender> all = new LinkedHashMap<>();
    private final Map<String, String> absent = new TreeMap<>();

    private interface Opening {

        Contender open() throws Exception;
    }

    private Contenders() {}

    /** @param batch how many samples a run has, unless the network goes from token to token */
    public static Contenders open(Prepared prepared, int batch) throws Exception {
        Contenders contenders = new Contenders();
        Model model = Checked.model(prepared.text());
        int count = units(prepared, batch);
        int outputs = Checked.outputSize(model);
        contenders.all.put(PLAIN, new GeneratedContender(prepared.plain(), count, outputs));
        contenders.all.put(VECTOR, new GeneratedContender(prepared.vector(), count, outputs));
        contenders.add(
                ONNX_RUNTIME,
                () -> prepared.tokens() == 0
                        ? OnnxRuntime.samples(
                                prepared.onnx(batch),
                                shape(batch, model.inputs().get(0).value()),
                                shape(batch, model.outputs().get(0).value()))
                        : OnnxRuntime.tokens(prepared.onnx(1), count, outputs));
        if (Files.exists(prepared.torch())) {
            contenders.add(
                    DJL,
                    () -> new Djl(
                            prepared.torch(), shape(batch, model.inputs().get(0).value())));
        } else {
            contenders.absent.put(DJL, "TorchScript is not written for networks that carry");
        }
        contenders.all.put(LOOPS, new HandWritten(prepared, count));
        Object input = input(model, count);
        for (Contender contender : contenders.all.values()) {
            contender.fill(input);
        }
        return contenders;
    }

    /** How many samples, or tokens, a run has. */
    public static int units(Prepared prepared, int batch) {
        return prepared.tokens() == 0 ? batch : prepared.tokens();
    }

    public Map<String, Contender> all() {
        return all;
    }

    /** Why the others are missing. */
    public Map<String, String> absent() {
        return absent;
    }

    @Override
    public void close() throws IOException {
        for (Contender contender : all.values()) {
            contender.close();
        }
    }

    /** Libraries may be missing, or made for other platforms. */
    private void add(String name, Opening opening) {
        try {
            all.put(name, opening.open());
        } catch (Exception | LinkageError e) {
            absent.put(name, e.toString().replaceAll("\\s+", " "));
        }
    }

    private static long[] shape(int batch, Value value) {
        return LongStream.concat(
                        LongStream.of(batch),
                        value.type().shape().extents().stream().mapToLong(Extent::max))
                .toArray();
    }

    private static Object input(Model model, int count) {
        Random random = new Random(5);
        Value input = model.inputs().get(0).value();
        if (input.type().isIds()) {
            return random.ints(count, 0, (int) input.type().vocabulary().orElseThrow())
                    .toArray();
        }
        float[] values = new float[count * Checked.inputSize(model)];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }
}
