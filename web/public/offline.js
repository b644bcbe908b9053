// Words of the page that stands in for the desk while it cannot be reached.
(() => {
  const WORDS = {
    en: {
      title: 'You are offline',
      what: 'The service desk cannot be reached from here just now: tickets, answers and the status of the services need the network.',
      kept: 'What you wrote is kept in this browser and is there when you are back.',
      none: 'Nothing half-written waits here. Urgent? Call your IT support.',
      again: 'Try again',
    },
    id: {
      title: 'Anda sedang luring',
      what: 'Service desk tidak dapat dihubungi dari sini saat ini: tiket, jawaban, dan status layanan memerlukan jaringan.',
      kept: 'Tulisan Anda disimpan di browser ini dan tetap ada saat Anda kembali.',
      none: 'Tidak ada tulisan yang belum selesai di sini. Mendesak? Telepon IT support Anda.',
      again: 'Coba lagi',
    },
    fil: {
      title: 'Offline ka',
      what: 'Hindi maabot ang service desk mula rito ngayon: kailangan ng network ang mga ticket, sagot at status ng mga serbisyo.',
      kept: 'Nakatago sa browser na ito ang isinulat mo at naroon pa rin pagbalik mo.',
      none: 'Walang hindi natapos na sulat dito. Apurahan? Tawagan ang IT support mo.',
      again: 'Subukan ulit',
    },
    zh: {
      title: '您已离线',
      what: '目前无法连接服务台：查看工单、回复和服务状态都需要网络。',
      kept: '您写的内容保存在此浏览器中，恢复连接后仍在。',
      none: '这里没有未完成的内容。紧急情况请致电 IT 支持。',
      again: '重试',
    },
  };
  const wanted = [read('itsm-language'), ...(navigator.languages || [navigator.language])];
  const codes = wanted.filter(Boolean).map((one) => one.split('-')[0].toLowerCase());
  const code = codes.find((one) => one in WORDS) || 'en';
  const words = WORDS[code];
  document.documentElement.lang = code === 'zh' ? 'zh-Hans' : code;
  show('h1', words.title);
  show('#what', words.what);
  show('#kept', hasDrafts() ? words.kept : words.none);
  show('#again', words.again);
  document.querySelector('#again').addEventListener('click', () => location.reload());
  addEventListener('online', look);
  // The event tells of a network, not of the desk: so it is asked for, too.
  setInterval(look, 5_000);

  async function look() {
    const answer = await fetch('/api/health/live', { cache: 'no-store' }).catch(() => null);
    if (answer?.ok) location.reload();
  }

  function show(where, text) {
    document.querySelector(where).textContent = text;
  }

  function read(key) {
    try {
      return localStorage.getItem(key);
    } catch (_) {
      return null;
    }
  }

  /** Whose they are is not known before somebody signs in: so they are not shown, only that there are some. */
  function hasDrafts() {
    try {
      return Object.keys(localStorage).some((key) => key.startsWith('itsm-draft:'));
    } catch (_) {
      return false;
    }
  }
})();
