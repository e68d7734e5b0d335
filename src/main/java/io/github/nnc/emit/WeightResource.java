package io.github.nnc.emit;

import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.weights.DataType;
import io.github.nnc.weights.SafetensorsWriter;
import io.github.nnc.weights.WeightTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** The weight file that stands beside a class which does not carry its weights itself. */
record WeightResource(String name, byte[] bytes) {

    /** A safetensors file of the values of {@link Model#tensors}, in their order. */
    static WeightResource of(String className, Model model, List<float[]> values) {
        List<WeightTensor> tensors = new ArrayList<>();
        for (LearnedTensor tensor : model.tensors()) {
            tensors.add(new WeightTensor(tensor.name(), tensor.spec().shape(), values.get(tensors.size())));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            SafetensorsWriter.write(tensors, DataType.F32, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WeightResource(className + ".safetensors", out.toByteArray());
    }

    /** What the class checks, so that it can rely on the fingerprint that was computed when it was made. */
    long checksum() {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
