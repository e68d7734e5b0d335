package io.github.nnc.verify;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.nnc.graph.Tensor;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What ONNX Runtime computes. Its jar is no part of this program: where it is not on the class path, the first use of this
 * class throws {@link NoClassDefFoundError}.
 */
public final class OnnxRuntime {

    private OnnxRuntime() {}

    /** Why ONNX Runtime cannot say what a file computes; the message is its own. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        private Refused(String message) {
            super(message);
        }
    }

    /**
     * Runs a file.
     *
     * @param path of the ONNX file on the disk
     * @param inputs by name; those that the file does not have are left out
     * @return all outputs that are tensors of numbers, by name; whole numbers and truth values as numbers
     * @throws Refused if ONNX Runtime does not take the file or the inputs
     */
    public static Map<String, Tensor> outputs(String path, Map<String, Tensor> inputs) throws Refused {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(path, options)) {
            for (String name : session.getInputNames()) {
                if (inputs.containsKey(name) && session.getInputInfo().get(name).getInfo() instanceof TensorInfo info) {
                    tensors.put(name, tensor(environment, inputs.get(name), info.type));
                }
            }
            try (OrtSession.Result results = session.run(tensors)) {
                Map<String, Tensor> outputs = new LinkedHashMap<>();
                for (Map.Entry<String, OnnxValue> result : results) {
                    if (result.getValue() instanceof OnnxTensor tensor) {
                        List<Long> extents = Arrays.stream(tensor.getInfo().getShape())
                                .boxed()
                                .toList();
                        outputs.put(result.getKey(), Tensor.ofReals(extents, numbers(tensor)));
                    }
                }
                return outputs;
            }
        } catch (OrtException e) {
            throw new Refused(e.getMessage());
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, Tensor tensor, OnnxJavaType type)
            throws OrtException, Refused {
        long[] shape = tensor.extents().stream().mapToLong(Long::longValue).toArray();
        int size = tensor.size();
        if (type == OnnxJavaType.FLOAT) {
            return OnnxTensor.createTensor(environment, FloatBuffer.wrap(ImportedNetwork.numbers(tensor)), shape);
        }
        if (type == OnnxJavaType.DOUBLE) {
            DoubleBuffer doubles = DoubleBuffer.allocate(size);
            for (float number : ImportedNetwork.numbers(tensor)) {
                doubles.put(number);
            }
            return OnnxTensor.createTensor(environment, doubles.flip(), shape);
        }
        long[] wholes = tensor.wholes();
        if (type == OnnxJavaType.INT64) {
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(wholes), shape);
        }
        if (type == OnnxJavaType.INT32) {
            IntBuffer ints = IntBuffer.allocate(size);
            for (long whole : wholes) {
                ints.put((int) whole);
            }
            return OnnxTensor.createTensor(environment, ints.flip(), shape);
        }
        if (type == OnnxJavaType.BOOL || type == OnnxJavaType.INT8 || type == OnnxJavaType.UINT8) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(size);
            for (long whole : wholes) {
                bytes.put((byte) whole);
            }
            return OnnxTensor.createTensor(environment, bytes.flip(), shape, type);
        }
        throw new Refused("inputs of type " + type + " are not passed on");
    }

    private static float[] numbers(OnnxTensor tensor) throws Refused {
        FloatBuffer floats = tensor.getFloatBuffer();
        if (floats != null) {
            float[] numbers = new float[floats.remaining()];
            floats.get(numbers);
            return numbers;
        }
        OnnxJavaType type = tensor.getInfo().type;
        float[] numbers = new float[Math.toIntExact(tensor.getInfo().getNumElements())];
        LongBuffer longs = tensor.getLongBuffer();
        IntBuffer ints = tensor.getIntBuffer();
        DoubleBuffer doubles = tensor.getDoubleBuffer();
        ByteBuffer bytes = tensor.getByteBuffer();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (type) {
                case INT64 -> longs.get(i);
                case INT32 -> ints.get(i);
                case DOUBLE -> (float) doubles.get(i);
                case BOOL, INT8 -> bytes.get(i);
                case UINT8 -> bytes.get(i) & 0xFF;
                default -> throw new Refused("outputs of type " + type + " are not compared");
            };
        }
        return numbers;
    }
}
