package io.github.nnc.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * ONNX Runtime by its fastest path in Java: one thread, all optimisations, input and output pinned in direct buffers.
 * Filling the input and reading the output are not part of a run.
 */
final class OnnxRival implements AutoCloseable {

    private final OrtSession session;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private final OnnxTensor inputTensor;
    private final OnnxTensor outputTensor;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    OnnxRival(byte[] model, int inputSize, int outputSize) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model, options);
        }
        input = floats(inputSize);
        output = floats(outputSize);
        inputTensor = OnnxTensor.createTensor(environment, input, new long[] {1, inputSize});
        outputTensor = OnnxTensor.createTensor(environment, output, new long[] {1, outputSize});
        inputs = Map.of(DenseChain.INPUT, inputTensor);
        outputs = Map.of(DenseChain.OUTPUT, outputTensor);
    }

    void fill(float[] x) {
        input.put(0, x);
    }

    /** One pass; the result is in the pinned buffer. */
    FloatBuffer run() throws OrtException {
        session.run(inputs, outputs).close();
        return output;
    }

    @Override
    public void close() throws OrtException {
        inputTensor.close();
        outputTensor.close();
        session.close();
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(Float.BYTES * count)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
