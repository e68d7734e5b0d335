package io.github.nnc.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.nnc.model.Model;
import io.github.nnc.testing.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A model's file in ONNX Runtime. */
final class OnnxSession implements AutoCloseable {

    private final Model model;
    private final OrtSession session;

    /** What the last call left to the next. */
    private final Map<String, OnnxTensor> states = new LinkedHashMap<>();

    OnnxSession(Model model, byte[] file) {
        this.model = model;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = OrtEnvironment.getEnvironment().createSession(file, options);
        } catch (OrtException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** The outputs of each example of a batch, whose inputs all have the same lengths; goes on from the call before. */
    List<List<double[]>> call(List<List<Tensor>> examples) {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            List<String> names = new ArrayList<>(session.getInputNames());
            int own = model.inputs().size();
            for (int i = 0; i < own; i++) {
                inputs.put(names.get(i), stacked(i, examples));
            }
            for (String state : names.subList(own, names.size())) {
                inputs.put(state, states.containsKey(state) ? states.get(state) : nothing(state, examples.size()));
            }
            try (OrtSession.Result results = session.run(inputs)) {
                for (int i = model.outputs().size(); i < results.size(); i++) {
                    states.put(names.get(own + i - model.outputs().size()), copy((OnnxTensor) results.get(i)));
                }
                return apart(results, examples.size());
            }
        } catch (OrtException e) {
            throw new AssertionError(e.getMessage(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** Forgets what calls have left. */
    void restart() {
        states.values().forEach(OnnxTensor::close);
        states.clear();
    }

    /** A state before the first call: zeros, and no tokens where their number varies. */
    private OnnxTensor nothing(String name, int examples) throws OrtException {
        TensorInfo info = (TensorInfo) session.getInputInfo().get(name).getInfo();
        boolean counts = info.type == OnnxJavaType.INT64;
        long[] shape = info.getShape();
        for (int d = 0; d < shape.length && !counts; d++) {
            shape[d] = d == 0 ? examples : Math.max(0, shape[d]);
        }
        int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        return counts
                ? OnnxTensor.createTensor(environment, LongBuffer.allocate(size), shape)
                : OnnxTensor.createTensor(environment, FloatBuffer.allocate(size), shape);
    }

    private static OnnxTensor copy(OnnxTensor tensor) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = tensor.getInfo().getShape();
        FloatBuffer floats = tensor.getFloatBuffer();
        return floats == null
                ? OnnxTensor.createTensor(environment, tensor.getLongBuffer(), shape)
                : OnnxTensor.createTensor(environment, floats, shape);
    }

    private OnnxTensor stacked(int input, List<List<Tensor>> examples) throws OrtException {
        int[] one = examples.get(0).get(input).shape();
        long[] shape = IntStream.concat(IntStream.of(examples.size()), Arrays.stream(one))
                .asLongStream()
                .toArray();
        double[] data = examples.stream()
                .flatMapToDouble(example -> Arrays.stream(example.get(input).data()))
                .toArray();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        if (model.inputs().get(input).value().type().isIds()) {
            long[] ids = Arrays.stream(data).mapToLong(id -> (long) id).toArray();
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        }
        float[] floats = new float[data.length];
        IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) data[i]);
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats), shape);
    }

    private List<List<double[]>> apart(OrtSession.Result results, int examples) {
        List<List<double[]>> apart = new ArrayList<>();
        Stream.generate(ArrayList<double[]>::new).limit(examples).forEach(apart::add);
        assertThat(results.size() - model.outputs().size()).isEqualTo(states.size());
        for (int i = 0; i < model.outputs().size(); i++) {
            OnnxTensor tensor = (OnnxTensor) results.get(i);
            int rank = model.outputs().get(i).value().type().shape().rank();
            assertThat(tensor.getInfo().getShape()).hasSize(rank + 1).startsWith(examples);
            double[] all = numbers(tensor);
            int size = all.length / examples;
            for (int example = 0; example < examples; example++) {
                apart.get(example).add(Arrays.copyOfRange(all, example * size, (example + 1) * size));
            }
        }
        return apart;
    }

    private static double[] numbers(OnnxTensor tensor) {
        FloatBuffer floats = tensor.getFloatBuffer();
        return floats == null
                ? Arrays.stream(longs(tensor.getLongBuffer())).asDoubleStream().toArray()
                : IntStream.range(0, floats.remaining())
                        .mapToDouble(floats::get)
                        .toArray();
    }

    private static long[] longs(LongBuffer buffer) {
        long[] longs = new long[buffer.remaining()];
        buffer.get(longs);
        return longs;
    }

    @Override
    public void close() {
        restart();
        try {
            session.close();
        } catch (OrtException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
