package io.github.nnc.bench.contenders;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * ONNX Runtime by its fastest path in Java: one thread, all optimisations, all inputs and outputs pinned in direct buffers,
 * what one call leaves to the next among them. Filling the input and reading the output are no part of a run.
 */
public final class OnnxRuntime implements Contender {

    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    private static final String PAST = "past.";
    private static final String PRESENT = "present.";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final ByteBuffer input;
    private final FloatBuffer output;
    private final List<Call> calls = new ArrayList<>();
    private final List<OnnxTensor> tensors = new ArrayList<>();

    private record Call(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    private OnnxRuntime(Path model, int inputBytes, int outputSize) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model.toString(), options);
        }
        input = direct(inputBytes);
        output = floats(outputSize);
    }

    /** All samples in one call. */
    public static OnnxRuntime samples(Path model, long[] inputShape, long[] outputShape) throws OrtException {
        OnnxRuntime runtime = new OnnxRuntime(model, Float.BYTES * size(inputShape), size(outputShape));
        runtime.calls.add(new Call(
                Map.of(INPUT, runtime.tensor(runtime.input.asFloatBuffer(), inputShape)),
                Map.of(OUTPUT, runtime.tensor(runtime.output, outputShape))));
        return runtime;
    }

    /** One call for each token; keys and values go from each call to the next without being copied in between. */
    public static OnnxRuntime tokens(Path model, int count, int outputSize) throws OrtException {
        OnnxRuntime runtime = new OnnxRuntime(model, Long.BYTES * count, count * outputSize);
        Map<String, OnnxTensor> before = runtime.states(0);
        for (int i = 0; i < count; i++) {
            LongBuffer id =
                    runtime.input.asLongBuffer().position(i).limit(i + 1).slice();
            FloatBuffer scores = runtime.output
                    .duplicate()
                    .position(i * outputSize)
                    .limit((i + 1) * outputSize)
                    .slice();
            Map<String, OnnxTensor> inputs = new HashMap<>();
            before.forEach((name, tensor) -> inputs.put(PAST + name, tensor));
            inputs.put(INPUT, runtime.kept(OnnxTensor.createTensor(runtime.environment, id, new long[] {1, 1})));
            before = runtime.states(i + 1);
            Map<String, OnnxTensor> outputs = new HashMap<>();
            before.forEach((name, tensor) -> outputs.put(PRESENT + name, tensor));
            outputs.put(OUTPUT, runtime.tensor(scores, new long[] {1, outputSize}));
            runtime.calls.add(new Call(inputs, outputs));
        }
        return runtime;
    }

    /** What layers carry after so many tokens, by its name: batch x tokens x features each. */
    private Map<String, OnnxTensor> states(int tokens) throws OrtException {
        Map<String, OnnxTensor> states = new HashMap<>();
        for (String name : session.getInputNames()) {
            if (name.startsWith(PAST)) {
                long[] declared = ((TensorInfo) session.getInputInfo().get(name).getInfo()).getShape();
                long[] shape = {1, tokens, declared[2]};
                states.put(name.substring(PAST.length()), tensor(floats(size(shape)), shape));
            }
        }
        return states;
    }

    @Override
    public boolean isJava() {
        return false;
    }

    @Override
    public void fill(Object values) {
        if (values instanceof int[] ids) {
            input.asLongBuffer().put(0, IntStream.of(ids).asLongStream().toArray());
        } else {
            input.asFloatBuffer().put(0, (float[]) values);
        }
    }

    @Override
    public void run() throws OrtException {
        for (Call call : calls) {
            session.run(call.inputs(), call.outputs()).close();
        }
    }

    @Override
    public float[] results() {
        float[] values = new float[output.capacity()];
        output.get(0, values);
        return values;
    }

    @Override
    public void close() throws IOException {
        tensors.forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IOException(e);
        }
    }

    private OnnxTensor tensor(FloatBuffer values, long[] shape) throws OrtException {
        return kept(OnnxTensor.createTensor(environment, values, shape));
    }

    private OnnxTensor kept(OnnxTensor tensor) {
        tensors.add(tensor);
        return tensor;
    }

    private static int size(long[] shape) {
        long size = 1;
        for (long extent : shape) {
            size *= extent;
        }
        return Math.toIntExact(size);
    }

    private static FloatBuffer floats(int count) {
        return direct(Float.BYTES * count).asFloatBuffer();
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
