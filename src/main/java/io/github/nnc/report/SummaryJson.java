package io.github.nnc.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nnc.compiler.CallCost;
import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.TensorType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;

/**
 * The summary as data: one object, all numbers exact. A length that varies is an object of its name and bounds.
 */
public final class SummaryJson {

    private final Summary summary;
    private final JsonGenerator json;

    private SummaryJson(Summary summary, JsonGenerator json) {
        this.summary = summary;
        this.json = json;
    }

    public static String of(Model model, CallCost cost) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            new SummaryJson(new Summary(model, cost), json).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString().replace("\r\n", "\n");
    }

    private void write() throws IOException {
        Model model = summary.model();
        json.writeStartObject();
        json.writeStringField("model", model.name());
        json.writeArrayFieldStart("inputs");
        for (Model.Input input : model.inputs()) {
            named(input.name(), input.value());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("layers");
        for (Stage stage : summary.stages()) {
            layer(stage);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("outputs");
        for (Model.Output output : model.outputs()) {
            named(output.name(), output.value());
        }
        json.writeEndArray();
        json.writeNumberField("weights", sum(summary.weights()));
        json.writeNumberField("biases", sum(summary.biases()));
        json.writeNumberField("parameters", model.parameters());
        json.writeNumberField("layersWithWeights", summary.layersWithWeights());
        json.writeNumberField("buffers", model.buffers());
        json.writeNumberField("multiplyAdds", summary.multiplyAdds());
        json.writeNumberField("parameterBytes", summary.weightBytes());
        json.writeNumberField("valueBytes", summary.valueBytes());
        json.writeNumberField("stateBytes", summary.stateBytes());
        json.writeEndObject();
    }

    private void layer(Stage stage) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", stage.name());
        json.writeStringField("type", stage.nodes().get(0).type().name());
        json.writeStringField("statement", stage.statement());
        types("inputs", stage.inputs());
        types("outputs", stage.outputs());
        json.writeNumberField("parameters", stage.parameters());
        json.writeBooleanField("shared", stage.shared());
        json.writeEndObject();
    }

    private void types(String field, List<Value> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (Value value : values) {
            json.writeStartObject();
            type(value.type());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void named(String name, Value value) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        type(value.type());
        json.writeEndObject();
    }

    private void type(TensorType type) throws IOException {
        json.writeArrayFieldStart("shape");
        for (Extent extent : type.shape().extents()) {
            if (extent.isFixed()) {
                json.writeNumber(extent.max());
            } else {
                json.writeStartObject();
                json.writeStringField("length", extent.toString());
                json.writeNumberField("min", extent.min());
                json.writeNumberField("max", extent.max());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        if (type.isIds()) {
            json.writeNumberField("ids", type.vocabulary().getAsLong());
        }
    }

    private static BigInteger sum(List<BigInteger> numbers) {
        return numbers.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }
}
