package io.github.nnc.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WeightDigestTest {
    @Test
    void isSha256OfModelSlotsAndValues() throws Exception {
        float[][] values = {new float[5000], {1f, -0f}};
        values[0][4999] = 3f;
        ByteBuffer bytes = ByteBuffer.allocate(4 * 5002);
        bytes.putFloat(4 * 4999, 3f).putFloat(4 * 5000, 1f).putFloat(4 * 5001, -0f);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update("mödel\nslots".getBytes(StandardCharsets.UTF_8));
        assertThat(WeightTable.digest("mödel", "slots", values))
                .isEqualTo(HexFormat.of().formatHex(sha.digest(bytes.array())));
    }

    @Test
    void changesWithEveryPart() {
        float[][] values = {{1f, 2f}};
        assertThat(new String[] {
                    WeightTable.digest("m", "s", values),
                    WeightTable.digest("n", "s", values),
                    WeightTable.digest("m", "t", values),
                    WeightTable.digest("m", "s", new float[][] {{2f, 1f}})
                })
                .doesNotHaveDuplicates();
    }
}
