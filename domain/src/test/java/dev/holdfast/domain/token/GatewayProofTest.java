package dev.holdfast.domain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.domain.state.StoreId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

@Label("The proof of a gateway")
class GatewayProofTest {

  private static final TokenHash TOKEN = TokenHash.of("hf_token");
  private static final GatewayNonce NONCE = new GatewayNonce("0123456789abcdef".repeat(4));
  private static final StoreId STORE = new StoreId("store-1");
  private static final String URL = "http://127.0.0.1:18790";

  @Property
  void is_the_hmac_of_the_jdk(
      @ForAll String token,
      @ForAll @Size(32) byte[] nonce,
      @ForAll @StringLength(min = 1, max = 64) String store,
      @ForAll String url)
      throws GeneralSecurityException {
    TokenHash hash = TokenHash.of(token);
    GatewayNonce asked = GatewayNonce.ofRandom(nonce);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(hash.hex().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    byte[] expected =
        mac.doFinal((asked.hex() + "\n" + store + "\n" + url).getBytes(StandardCharsets.UTF_8));

    assertThat(GatewayProof.of(hash, asked, new StoreId(store), url).hex())
        .isEqualTo(HexFormat.of().formatHex(expected));
  }

  @Example
  void differs_with_each_thing_it_is_of() {
    GatewayProof proof = GatewayProof.of(TOKEN, NONCE, STORE, URL);

    assertThat(proof.isSameAs(GatewayProof.of(TOKEN, NONCE, STORE, URL))).isTrue();
    assertThat(proof.isSameAs(GatewayProof.of(TokenHash.of("other"), NONCE, STORE, URL))).isFalse();
    assertThat(proof.isSameAs(GatewayProof.of(TOKEN, new GatewayNonce("0".repeat(64)), STORE, URL)))
        .isFalse();
    assertThat(proof.isSameAs(GatewayProof.of(TOKEN, NONCE, new StoreId("store-2"), URL)))
        .isFalse();
    assertThat(proof.isSameAs(GatewayProof.of(TOKEN, NONCE, STORE, URL + "1"))).isFalse();
  }

  @Example
  void a_hint_is_always_the_same_and_no_part_of_the_hash() {
    TokenHint hint = TokenHint.at(TOKEN);

    assertThat(hint.isSameAs(TokenHint.at(TOKEN))).isTrue();
    assertThat(hint.isSameAs(TokenHint.at(TokenHash.of("other")))).isFalse();
    assertThat(hint.hex()).hasSize(8);
    assertThat(TOKEN.hex()).doesNotContain(hint.hex());
    assertThat(hint)
        .isEqualTo(
            new TokenHint(
                TokenHash.of("holdfast gateway hint" + TOKEN.hex()).hex().substring(0, 8)));
  }

  @Example
  void texts_of_another_form_are_neither_nonce_nor_hint_nor_proof() {
    String upper = NONCE.hex().toUpperCase(Locale.ROOT);

    assertThat(GatewayNonce.of(NONCE.hex())).contains(NONCE);
    assertThat(GatewayNonce.of(upper)).isEmpty();
    assertThat(GatewayNonce.of("")).isEmpty();
    assertThat(TokenHint.of("0a1b2c3d")).contains(new TokenHint("0a1b2c3d"));
    assertThat(TokenHint.of("0a1b2c3")).isEmpty();
    assertThat(TokenHint.of("0a1b2c3g")).isEmpty();
    assertThat(GatewayProof.of(NONCE.hex())).contains(new GatewayProof(NONCE.hex()));
    assertThat(GatewayProof.of(upper)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new GatewayNonce(upper));
    assertThatIllegalArgumentException().isThrownBy(() -> new GatewayNonce("0".repeat(63)));
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenHint("0A1B2C3D"));
    assertThatIllegalArgumentException().isThrownBy(() -> new GatewayProof("0"));
  }
}
