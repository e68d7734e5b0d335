package io.github.nnc.bench.torch;

import io.github.nnc.model.Model;
import io.github.nnc.weights.WeightTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A model as a TorchScript file, which {@code torch.jit.load} and DJL read: a zip with the code of a module, its
 * attributes as a pickle, and the values of its tensors. Follows PyTorch's notes on serialization,
 * {@code torch/csrc/jit/docs/serialization.md}.
 */
public final class TorchScript {

    /** The version of the file format, the one from which operators have versions of their own. */
    private static final String VERSION = "10\n";

    private final ZipOutputStream zip;

    private TorchScript(ZipOutputStream zip) {
        this.zip = zip;
    }

    /** Writes a model whose values all have the batch in front. */
    public static void write(Model model, List<WeightTensor> weights, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
        TorchScript script = new TorchScript(zip);
        script.entry("data.pkl", attributes(weights));
        script.entry("constants.pkl", new Pickle().emptyTuple().stop());
        script.entry("code/__torch__.py", code(model, weights).getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < weights.size(); i++) {
            script.entry("data/" + i, bytes(weights.get(i).values()));
        }
        script.entry("version", VERSION.getBytes(StandardCharsets.UTF_8));
        zip.finish();
    }

    private static String code(Model model, List<WeightTensor> weights) {
        StringBuilder code = new StringBuilder("class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n");
        for (int i = 0; i < weights.size(); i++) {
            code.append("  ").append(attribute(i)).append(" : Tensor\n");
        }
        code.append("  training : bool\n");
        code.append("  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n");
        List<String> names = weights.stream().map(WeightTensor::name).toList();
        for (String line : new TorchCode(tensor -> "self." + attribute(names.indexOf(tensor))).lines(model)) {
            code.append("    ").append(line).append('\n');
        }
        return code.toString();
    }

    private static String attribute(int tensor) {
        return "w" + tensor;
    }

    private static byte[] attributes(List<WeightTensor> weights) {
        Pickle pickle = new Pickle().global("__torch__", "Net").emptyTuple().newObject();
        pickle.emptyDictionary().mark();
        for (int i = 0; i < weights.size(); i++) {
            pickle.text(attribute(i));
            tensor(pickle, i, weights.get(i));
        }
        return pickle.text("training").flag(false).setItems().build().stop();
    }

    private static void tensor(Pickle pickle, int number, WeightTensor tensor) {
        List<Long> sizes =
                tensor.shape().extents().stream().map(extent -> extent.max()).toList();
        pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
        pickle.mark().text("storage").global("torch", "FloatStorage").text(Integer.toString(number));
        pickle.text("cpu").whole(tensor.values().length).tuple().persistent();
        pickle.whole(0).wholes(sizes).wholes(strides(sizes)).flag(false);
        pickle.global("collections", "OrderedDict").emptyTuple().call();
        pickle.tuple().call();
    }

    private static List<Long> strides(List<Long> sizes) {
        List<Long> strides = new ArrayList<>();
        long stride = 1;
        for (int i = sizes.size() - 1; i >= 0; i--) {
            strides.add(0, stride);
            stride *= sizes.get(i);
        }
        return strides;
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    /** PyTorch reads entries where they lie, so that none is compressed. */
    private void entry(String name, byte[] bytes) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry("net/" + name);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
