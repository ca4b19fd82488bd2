package dev.weft.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Body;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that name no encoding, with some sentences each. */
final class CharsetGuessTest {
  private static final Map<String, String> SENTENCES =
      Map.of(
          "ja",
          "クローラーはページを取得し、そこにあるリンクを調べて次のページへ進みます。同じ相手に続けて"
              + "要求を送らないように、少し待ってから次の要求を送ります。終わったら結果を保存します。",
          "ko",
          "크롤러는 페이지를 가져와서 그 안의 링크를 찾고 다음 페이지로 이동합니다. 같은 서버에 계속"
              + " 요청하지 않도록 잠시 기다린 뒤에 다음 요청을 보냅니다. 끝나면 결과를 저장합니다.",
          "zh",
          "爬虫先下载一个页面，然后找出其中的链接，再去下载下一个页面。为了不打扰服务器，它在两次请求" + "之间要等一会儿。全部做完以后，它把结果保存在文件里，我们可以随时查看。",
          "tw",
          "爬蟲先下載一個頁面，然後找出其中的連結，再去下載下一個頁面。為了不打擾伺服器，它在兩次請求" + "之間要等一會兒。全部做完以後，它把結果儲存在檔案裡，我們可以隨時查看。",
          "ru",
          "Программа загружает страницу, находит на ней ссылки и переходит к следующей странице."
              + " Чтобы не мешать серверу, она немного ждёт перед каждым новым запросом.",
          "fr",
          "Le robot télécharge une page, y cherche des liens, puis passe à la page suivante. Pour"
              + " ne pas gêner le serveur, il attend un peu entre deux requêtes : c'est très"
              + " apprécié, même à l'étranger où l'on préfère être prévenu.",
          "el",
          "Το πρόγραμμα κατεβάζει μια σελίδα, βρίσκει τους συνδέσμους της και συνεχίζει με την"
              + " επόμενη. Περιμένει λίγο πριν από κάθε νέα αίτηση.");

  @ParameterizedTest
  @CsvSource({
    "ja, shift_jis,    shift_jis",
    "ja, euc-jp,       euc-jp",
    "ko, euc-kr,       euc-kr",
    "zh, gbk,          gb18030",
    "tw, big5,         big5",
    "ru, koi8-r,       koi8-r",
    "ru, windows-1251, windows-1251",
    "fr, windows-1252, windows-1252",
    "el, iso-8859-7,   iso-8859-7",
  })
  void unnamedEncodingsAreToldByTheirLetters(String language, String written, String guessed) {
    Charset charset = Encoding.ofLabel(written).orElseThrow().charset();
    byte[] page = page(language).getBytes(charset);

    assertThat(sniff(page).name()).isEqualTo(guessed);
    assertThat(new String(page, sniff(page).charset())).isEqualTo(page(language));
  }

  @ParameterizedTest
  @CsvSource({"utf-16le", "utf-16be"})
  void utf16IsKnownByItsMark(String written) {
    Charset charset = Encoding.ofLabel(written).orElseThrow().charset();

    assertThat(sniff(("\uFEFF" + page("ja")).getBytes(charset)).name()).isEqualTo(written);
  }

  @Test
  void aFewBytesTellNothing() {
    assertThat(sniff("<p>caf\u00e9 \u00e0 Malm\u00f6".getBytes(ISO_8859_1)))
        .isEqualTo(Encoding.WINDOWS_1252);
  }

  @Test
  void noiseIsReadAsWindows1252OrAsWhatHoldsAscii() {
    byte[] noise = new byte[10_000];
    new Random(5).nextBytes(noise);
    assertThat(sniff(noise).holdsAscii()).isTrue();
  }

  private static String page(String language) {
    return "<!doctype html><html><head><title>x</title><script>if (a < b) c()</script></head><body>"
        + "<p class=text>"
        + SENTENCES.get(language)
        + "</p><a href=next>2</a></body></html>";
  }

  private static Encoding sniff(byte[] bytes) {
    return EncodingSniffer.sniff(Body.wrap(bytes, bytes.length), null).encoding();
  }
}
