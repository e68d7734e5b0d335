package io.github.nnc.bench.contenders;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * ONNX Runtime by its fastest path in Java: one thread, all optimisations, input and output pinned in direct buffers.
 * Filling the input and reading the output are no part of a run.
 */
public final class OnnxRuntime implements Contender {

    private final OrtSession session;
    private final ByteBuffer input;
    private final FloatBuffer output;
    private final List<OnnxTensor> inputs = new ArrayList<>();
    private final List<OnnxTensor> outputs = new ArrayList<>();

    private OnnxRuntime(Path model, int inputBytes, int outputSize) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model.toString(), options);
        }
        input = direct(inputBytes);
        output = direct(Float.BYTES * outputSize).asFloatBuffer();
    }

    /** All samples in one call. */
    public static OnnxRuntime samples(Path model, long[] inputShape, long[] outputShape) throws OrtException {
        OnnxRuntime runtime = new OnnxRuntime(model, Float.BYTES * size(inputShape), size(outputShape));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        runtime.inputs.add(OnnxTensor.createTensor(environment, runtime.input.asFloatBuffer(), inputShape));
        runtime.outputs.add(OnnxTensor.createTensor(environment, runtime.output, outputShape));
        return runtime;
    }

    /** One call for each token, which computes all before it anew: the graph has no state. */
    public static OnnxRuntime tokens(Path model, int count, int outputSize) throws OrtException {
        OnnxRuntime runtime = new OnnxRuntime(model, Long.BYTES * count, count * outputSize);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        LongBuffer ids = runtime.input.asLongBuffer();
        for (int i = 0; i < count; i++) {
            LongBuffer seen = ids.duplicate().limit(i + 1);
            FloatBuffer scores =
                    runtime.output.duplicate().limit((i + 1) * outputSize).position(i * outputSize);
            runtime.inputs.add(OnnxTensor.createTensor(environment, seen, new long[] {1, i + 1}));
            runtime.outputs.add(OnnxTensor.createTensor(environment, scores.slice(), new long[] {1, outputSize}));
        }
        return runtime;
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
        for (int i = 0; i < inputs.size(); i++) {
            session.run(Map.of("input", inputs.get(i)), Map.of("output", outputs.get(i)))
                    .close();
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
        inputs.forEach(OnnxTensor::close);
        outputs.forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IOException(e);
        }
    }

    private static int size(long[] shape) {
        long size = 1;
        for (long extent : shape) {
            size *= extent;
        }
        return Math.toIntExact(size);
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
