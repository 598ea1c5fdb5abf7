// Says beside a contact's hours whether it is open now. vagvisaren/records/hours.py writes the schedule and the
// holidays, tells what their numbers mean, and computes the same by another way.

// The text for a minute of Stockholm's wall clock, counted from 1970; empty when nobody knows.
function nu([tider, aftnar, borta], [första, sista, helger], now) {
  const dygn = 1440, minne = {}, datum = d => new Date(d * 864e5)
  // What begins on a day, counted from 1970 too: from, till, 1 for open or 2 for unknown
  const dag = d => {
    const n = +datum(d).toISOString().slice(0, 10).replace(/-/g, ""), m = n % 1e4, typ = helger[n] || 0
    const [, , vanliga, ...andra] = tider.find(([a, b]) => a <= m && m <= b)
    const afton = aftnar.find(([a]) => a == typ)
    const oviss = n < första || n > sista || borta.some(([a, b]) => a <= n && n <= b)
    const egna = oviss ? [[127, 0, dygn], ...vanliga] : afton ? afton[1] || vanliga : [vanliga, ...andra][typ / 10 | 0]
    return egna.filter(t => t[0] >> (d + 3) % 7 & 1).map(t => [d * dygn + t[1], d * dygn + t[2], oviss ? 2 : t[3]])
  }
  // What holds (0 closed, 1 open, 2 unknown), and the first minute when something else may
  const läge = t => {
    const d = t / dygn | 0
    let vad = 0, slut = (d + 1) * dygn
    for (const [a, b, hur] of [d - 1, d].flatMap(i => minne[i] ??= dag(i))) {
      if (a <= t && t < b && vad < hur) vad = hur
      for (const x of [a, b]) if (t < x && x < slut) slut = x
    }
    return [vad, slut]
  }
  let [vad, t] = läge(now), sedan
  if (vad > 1) return ""
  while ((sedan = läge(t))[0] == vad) t = sedan[1]
  if (sedan[0] > 1) return vad ? "Öppet nu" : "Stängt nu"
  const natt = vad && t % dygn == 0, d = (t / dygn | 0) - natt, om = d - (now / dygn | 0), m = t % dygn
  const dagen = () => datum(d).toLocaleDateString("sv", {timeZone: "UTC", ...om < 7 ? {weekday: "long"} : {day: "numeric", month: "long"}}) + " "
  const klocka = natt ? "24.00" : (m / 60 | 0) + "." + ("0" + m % 60).slice(-2)
  return vad ? "Öppet nu, till " + (t - now > dygn ? dagen() : "") + klocka : "Öppnar " + (["i dag ", "i morgon "][om] || dagen()) + klocka
}

(() => {
  const helger = JSON.parse(document.getElementById("helger").textContent)
  const visa = () => {
    const klocka = new Date().toLocaleString("sv", {timeZone: "Europe/Stockholm"}) // 2026-12-24 15:00:00
    const now = Math.floor(Date.parse(klocka.replace(" ", "T") + "Z") / 6e4)
    for (const e of document.querySelectorAll("[data-oppet]")) {
      const b = e.querySelector(".nu-oppet") || e.insertBefore(document.createElement("b"), e.firstChild)
      b.className = "nu-oppet"
      b.textContent = nu(JSON.parse(e.dataset.oppet), helger, now)
    }
    setTimeout(visa, 6e4 - Date.now() % 6e4)
  }
  visa()
})()
