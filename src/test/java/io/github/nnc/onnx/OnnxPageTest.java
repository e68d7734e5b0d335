package io.github.nnc.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.model.Model;
import io.github.nnc.testing.Golden;
import io.github.nnc.testing.LayerReference;
import io.github.nnc.testing.Networks;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The page about ONNX says which operators the example of each layer becomes; its end is written by the suite. */
class OnnxPageTest {

    private static final String TEXT = """
        # ONNX

        `nnc import` reads ONNX files, `nnc export` writes them, and `nnc verify` shows that an import computes what the file
        says. How much of ONNX's own suite passes stands at the end of this page, case by case.

        ## Import

        `nnc import net.onnx -o src/main/nn` writes `net.nn` and `net.safetensors`, from which everything else goes on.

        - A leading dimension is the batch where all inputs and outputs share it and no operator mixes it; otherwise it is a
          dimension like others. Layers are for one example.
        - `--dim seq=1..128` says how long a dimension is that has a name in the file, `--dim seq=16` fixes it. For `.onnx` files
          that are compiled as they stand a POM says it: `<dimensions><dimension>seq=1..128</dimension></dimensions>`.
        - The names of an output's entries are taken from the file's metadata, where export writes them.
        - `--const NAME=FILE.pb` fixes an input: whole numbers that decide shapes have to be known.
        - Operator sets 6 to 25 are read; `nnc ops` lists the operators. What cannot be said in layers is listed at once, with
          the attribute, the names of the nodes and how many there are, and nothing is written.
        - Branches come out as joins with bodies and as `residual`, equal statements one behind the other as `repeat`. Statements
          that recur with other numbers become a `block`, whose parameters are those numbers, where that saves lines: the stages
          of a ResNet, the bottlenecks of a MobileNet, the convolutions of a U-Net. Its pieces are modules of the graph, where
          the graph names modules; labels, and the name of a block, are made of those names.
        - `nnc verify net.onnx` imports the file, compiles it and compares what it computes with ONNX Runtime, whose jar has to
          be on the class path: `java -cp nnc.jar:onnxruntime.jar io.github.nnc.cli.Main verify net.onnx`; or with outputs
          that are known: `--input x=input_0.pb --expect y=output_0.pb`.

        ## Export

        `nnc export net.nn -o net.onnx` writes a network with its weights as an ONNX file of operator set 20, for ONNX
        Runtime, Netron and other programs.

        - Every value has the batch in front, an image is N x C x H x W. `--batch 1` fixes it; without the option the
          dimension is called `batch`, and each call decides it. Lengths that vary keep their names.
        - Numbers are `float32`, ids are `int64`.
        - Inputs and outputs have the names of the model, or `input` and `output` where it has none; weights have the
          names that they have in weight files. What is stored in another order (the matrix of a layer over tokens,
          the gates of a recurrent layer) is written in the order that the operator wants.
        - The names of an output's entries stand in the file's metadata under `labels.` and the name of the output,
          one a line.
        - A value of the network that stands for a tensor of a layer is what the operator takes. Where it depends on an
          input, each example of a batch has its own, for which operators like `Conv` have no room: such a network is
          exported with `--batch 1` only.
        - What a layer with `carry` leaves to the next call is an output, `present.PATH.NAME`, which the caller hands in
          again as the input `past.PATH.NAME`: the states `h` and `c` of recurrent layers, which begin as zeros; `keys` and
          `values` of attention, which begin with no tokens; the `length` of a position, which begins at 0. How many tokens
          fit is not checked.

        ## Operators

        Which operators the example of each layer becomes, made from the catalogue. Arguments can add others.

        | layer | operators |
        |---|---|
        """;

    @Test
    void isMadeFromTheCatalogue() throws InvalidProtocolBufferException {
        StringBuilder page = new StringBuilder(TEXT);
        for (LayerType type : LayerCatalog.ALL) {
            Set<String> operators = operators(type);
            page.append("| `")
                    .append(type.name())
                    .append("` | ")
                    .append(operators.isEmpty() ? "none, the value itself" : String.join(", ", operators))
                    .append(" |\n");
        }
        page.append("\n");
        Golden.checkBefore(Path.of("src/site/markdown/onnx.md"), "## The official suite\n", page.toString());
    }

    private static Set<String> operators(LayerType type) throws InvalidProtocolBufferException {
        Model model = Networks.model(LayerReference.exampleFile(type));
        Set<String> paths = new LinkedHashSet<>();
        model.nodes().stream().filter(node -> node.type().equals(type)).forEach(node -> paths.add(node.path() + "/"));
        byte[] file = OnnxExportTest.file(model, Networks.weights(model, 1), OptionalLong.empty());
        Set<String> operators = new LinkedHashSet<>();
        for (NodeProto node : ModelProto.parseFrom(file).getGraph().getNodeList()) {
            if (paths.stream().anyMatch(node.getName()::startsWith)) {
                operators.add(node.getOpType());
            }
        }
        return operators;
    }
}
