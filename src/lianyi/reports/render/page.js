(function () {
  "use strict";
  var root = document.documentElement;
  var holders = Array.prototype.slice.call(document.querySelectorAll(".chart"));
  var drawn = [];
  root.classList.add("js");

  function token(name) {
    return getComputedStyle(root).getPropertyValue(name).trim();
  }

  function painted(value) {
    if (typeof value === "string") {
      return value.slice(0, 2) === "--" ? token(value) : value;
    }
    if (Array.isArray(value)) {
      return value.map(painted);
    }
    if (value && typeof value === "object") {
      var copy = {};
      Object.keys(value).forEach(function (key) { copy[key] = painted(value[key]); });
      return copy;
    }
    return value;
  }

  function trimmed(number, digits) {
    return number.toFixed(digits).replace(/\.?0+$/, "").replace("-", "\u2212");
  }

  function short(value, hint) {
    if (hint.unit === "ratio") {
      return trimmed(value * 100, 2) + "%";
    }
    var size = Math.abs(value);
    var sign = hint.unit === "money" ? hint.symbol : "";
    var steps = hint.lang === "zh" ? [[1e8, "亿"], [1e4, "万"]] : [[1e6, "M"], [1e3, "K"]];
    for (var i = 0; i < steps.length; i += 1) {
      if (size >= steps[i][0]) {
        return (value < 0 ? "\u2212" : "") + sign + trimmed(size / steps[i][0], 2) + steps[i][1];
      }
    }
    return (value < 0 ? "\u2212" : "") + sign + size.toLocaleString("en-US", { maximumFractionDigits: 2 });
  }

  function exact(value, hint) {
    if (value === null || value === undefined || value === "-") {
      return "—";
    }
    if (hint.unit === "ratio") {
      return trimmed(value * 100, 2) + "%";
    }
    var sign = hint.unit === "money" ? hint.symbol : "";
    var text = Math.abs(value).toLocaleString("en-US", { maximumFractionDigits: 2 });
    return (value < 0 ? "\u2212" : "") + sign + text;
  }

  function prepared(holder) {
    var option = painted(JSON.parse(holder.querySelector("script").textContent));
    var hint = option.lianyi;
    delete option.lianyi;
    ["xAxis", "yAxis"].forEach(function (name) {
      [].concat(option[name] || []).forEach(function (axis) {
        if (axis.type === "value" && axis.axisLabel) {
          axis.axisLabel.formatter = function (value) { return short(value, hint); };
        }
      });
    });
    option.tooltip.valueFormatter = function (value) { return exact(value, hint); };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || root.classList.contains("paper")) {
      option.animation = false;
    }
    return option;
  }

  function draw() {
    drawn.forEach(function (chart) { chart.dispose(); });
    drawn = holders.map(function (holder) {
      var canvas = holder.querySelector(".canvas");
      if (!canvas) {
        canvas = document.createElement("div");
        canvas.className = "canvas";
        canvas.style.height = holder.dataset.height + "px";
        holder.appendChild(canvas);
      }
      var chart = echarts.init(canvas, null, { renderer: "svg" });
      chart.setOption(prepared(holder));
      // Paper does not wait for the next frame.
      chart.getZr().flush();
      if (root.classList.contains("paper")) {
        // A sheet is narrower than the screen: let the drawing shrink with it.
        var drawing = canvas.querySelector("svg");
        drawing.setAttribute("viewBox", "0 0 " + chart.getWidth() + " " + chart.getHeight());
      }
      return chart;
    });
  }

  function onPaper(is) {
    root.classList.toggle("paper", is);
    document.querySelectorAll("details.twin").forEach(function (twin) {
      twin.open = is;
    });
    draw();
  }

  document.querySelectorAll("details.twin").forEach(function (twin) { twin.open = false; });
  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  addEventListener("resize", function () {
    drawn.forEach(function (chart) { chart.resize(); });
  });
  addEventListener("beforeprint", function () { onPaper(true); });
  addEventListener("afterprint", function () { onPaper(false); });
}());
